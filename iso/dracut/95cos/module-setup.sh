#!/bin/bash
# dracut module: the medium of the live system, and the first content of an empty ROOT.
# shellcheck disable=SC2154 # variables of dracut

check() { return 0; }

depends() { echo systemd-initrd systemd-veritysetup; }

installkernel() {
  hostonly='' instmods loop squashfs overlay isofs udf vfat nls_cp437 nls_iso8859-1 nls_utf8 nls_ascii \
    ext4 xfs dm-verity dm-mod sr_mod sd_mod cdrom uas usb-storage xhci-pci ehci-pci uhci-hcd ohci-pci \
    ahci ata_piix ata_generic nvme virtio_blk virtio_scsi virtio_pci \
    =drivers/ata =drivers/scsi =drivers/nvme =drivers/message/fusion =drivers/mmc =drivers/block
}

install() {
  inst_multiple sh cat cp grep ln ls lsblk losetup blkid mkdir mount umount mv rm sleep sync \
    chmod touch dmesg systemctl journalctl
  inst_script "$moddir/cos-live-generator.sh" "$systemdutildir/system-generators/cos-live-generator"
  inst_script "$moddir/find-medium.sh" /usr/lib/cos/find-medium
  inst_script "$moddir/no-medium-shell.sh" /usr/lib/cos/no-medium-shell
  inst_script "$moddir/populate-root.sh" /usr/lib/cos/populate-root
  inst_simple "$moddir/cos-medium.service" "$systemdsystemunitdir/cos-medium.service"
  inst_simple "$moddir/cos-no-medium@.service" "$systemdsystemunitdir/cos-no-medium@.service"
  inst_simple "$moddir/cos-populate-root.service" "$systemdsystemunitdir/cos-populate-root.service"
  inst_simple "$moddir/emergency.conf" "$systemdsystemunitdir/emergency.service.d/cos.conf"
  $SYSTEMCTL -q --root "$initdir" add-requires initrd-fs.target cos-populate-root.service
}
