#!/bin/sh
# Mounts the volume labelled as in cos.live= whose manifest names the root hash in usrhash=, and
# attaches its /usr image. After a while without one it says so and opens shells, and goes on looking.
# shellcheck disable=SC2013 # words are wanted
patience=60
point=/run/cos/medium
where=/run/cos/no-medium

# argument NAME: the last value of NAME= on the kernel's command line.
argument() {
  value=
  for word in $(cat /proc/cmdline); do
    case $word in "$1"=*) value=${word#*=} ;; esac
  done
  echo "$value"
}

label=$(argument cos.live)
hash=$(argument usrhash)

candidates() {
  lsblk -nrpo PATH,LABEL | while read -r path name; do
    [ "$name" != "$label" ] || echo "$path"
  done
}

consoles() {
  for console in $(cat /sys/class/tty/console/active); do
    [ "$console" != tty0 ] || console=tty1
    echo "$console"
  done
}

# Mounts the first matching volume; leaves in $others those with the label only.
mount_medium() {
  others=
  for device in $(candidates); do
    mount -o ro "$device" "$point" 2>/dev/null || continue
    if grep -qs "\"$hash\"" "$point/cos/manifest.json"; then
      return 0
    fi
    umount "$point"
    others="$others $device"
  done
  return 1
}

report() {
  echo "CDROM Device Not Ready"
  echo "Looked $patience s for a volume labelled $label whose cos/manifest.json names"
  echo "the system ${hash}."
  [ -z "$others" ] || echo "With that label, but another system:$others"
  echo "Block devices found:"
  lsblk -po NAME,TYPE,SIZE,FSTYPE,LABEL,MODEL
  echo "Insert the medium: the start then goes on by itself."
}

mkdir -p "$point" /run/extensions
waited=0
until mount_medium; do
  sleep 1
  waited=$((waited + 1))
  if [ "$waited" = "$patience" ]; then
    report >"$where"
    for console in $(consoles); do systemctl --no-block start "cos-no-medium@$console.service"; done
  fi
done

if [ -e "$where" ]; then
  for console in $(consoles); do systemctl --no-block stop "cos-no-medium@$console.service"; done
  rm "$where"
fi
for console in $(consoles); do echo "COS: starting from $device ..." 2>/dev/null >"/dev/$console"; done
for file in "$point"/cos/extensions/cos-tools.*; do ln -sf "$file" /run/extensions/; done
exec losetup --read-only --loop-ref cos-usr --find "$point/cos/usr.img"
