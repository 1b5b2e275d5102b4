#!/bin/bash
# dracut module: the storage of any server, the medium of the live system, and the first content of
# an empty ROOT.
# shellcheck disable=SC2154 # variables of dracut

check() { return 0; }

depends() { echo systemd-initrd systemd-veritysetup; }

installkernel() {
  # Disks: ATA, SCSI and SAS, RAID controllers, Fibre Channel, NVMe, USB, MMC, virtual ones.
  instmods '=drivers/ata' '=drivers/scsi' '=drivers/message/fusion' '=drivers/nvme' '=drivers/usb/storage' \
    '=drivers/mmc' '=drivers/virtio' virtio_blk virtio_scsi virtio-rng xen-blkfront vmd hv_vmbus hv_storvsc \
    sd_mod sr_mod cdrom uas
  # What they are attached to, and a keyboard for the emergency shell.
  instmods xhci-pci ehci-pci ohci-pci uhci-hcd usbhid hid-generic atkbd i8042 hyperv-keyboard
  # File systems and layers; dm-verity asks for its hash by name, which no module list says.
  instmods loop dm-mod dm-verity sha256 sha256_ssse3 crc32c crc32c_generic crc32c-intel \
    dm-multipath dm-service-time dm-round-robin dm-queue-length raid0 raid1 raid10 raid456 linear squashfs overlay isofs udf ext4 vfat \
    nls_cp437 nls_iso8859-1 nls_utf8 nls_ascii
}

# An existing md array may hold the node. The rules of ours are those of the image.
install_mdraid() {
  for rule in 59-cos-array-members.rules 65-cos-arrays.rules; do
    inst_simple "/srv/$rule" "/usr/lib/udev/rules.d/$rule"
  done
  inst_multiple -o mdadm mdmon
  inst_rules 63-md-raid-arrays.rules 64-md-raid-assembly.rules
  inst_multiple -o "$systemdsystemunitdir"/mdmon@.service \
    "$systemdsystemunitdir"/mdadm-last-resort@.service "$systemdsystemunitdir"/mdadm-last-resort@.timer
}

# Or a disk with several paths: only where the kernel's command line says so, for nothing else waits for it.
install_multipath() {
  # sg_inq and its rule: without ID_SERIAL, which 60-persistent-storage sets too late, no path is known as one.
  inst_multiple multipath multipathd kpartx /usr/lib/udev/kpartx_id sg_inq
  inst_multiple /usr/lib/multipath/*.so
  inst_libdir_file 'libgcc_s.so*'
  inst_rules 55-scsi-sg3_id.rules 56-dm-mpath.rules 60-multipath.rules 60-kpartx.rules 99-z-dm-mpath-late.rules
  inst_simple "$systemdsystemunitdir/multipathd.service"
  inst_script "$moddir/know-paths.sh" /usr/lib/cos/know-paths
  inst_simple "$moddir/cos-paths.service" "$systemdsystemunitdir/cos-paths.service"
  inst_simple "$moddir/multipathd.conf" "$systemdsystemunitdir/multipathd.service.d/cos.conf"
  for unit in multipathd.service cos-paths.service; do
    $SYSTEMCTL -q --root "$initdir" add-wants sysinit.target "$unit"
  done
}

install_release() {
  printf 'NAME=COS\nID=cos\nPRETTY_NAME="COS (initrd)"\nANSI_COLOR="1;32"\n' >"$initdir/usr/lib/initrd-release"
  ln -sf ../usr/lib/initrd-release "$initdir/etc/initrd-release"
  ln -sf ../usr/lib/initrd-release "$initdir/etc/os-release"
}

install() {
  inst_multiple sh cat cp grep ln ls lsblk losetup blkid findmnt mkdir mount umount mv rm sleep sync \
    chmod dmesg modprobe kmod sed setsid journalctl
  inst_script "$moddir/cos-live-generator.sh" "$systemdutildir/system-generators/cos-live-generator"
  inst_script "$moddir/find-medium.sh" /usr/lib/cos/find-medium
  inst_script "$moddir/no-medium-shell.sh" /usr/lib/cos/no-medium-shell
  inst_script "$moddir/populate-root.sh" /usr/lib/cos/populate-root
  for unit in cos-medium.service cos-no-medium@.service cos-populate-root.service; do
    inst_simple "$moddir/$unit" "$systemdsystemunitdir/$unit"
  done
  inst_simple "$moddir/emergency.conf" "$systemdsystemunitdir/emergency.service.d/cos.conf"
  $SYSTEMCTL -q --root "$initdir" add-requires initrd-fs.target cos-populate-root.service
  install_mdraid
  install_multipath
  install_release
}
