/** The PCI slot that a card sits in, e.g. `0000:01:00.0`; none for a USB adapter. */
export function pciSlotOf(devicePath: string): string | undefined {
  return isUsb(devicePath) ? undefined : lastSlot(devicePath);
}

/**
 * The name udev gives the card's place (ID_PATH) for PCI, virtio on PCI and USB on PCI: `pci-0000:01:00.0`,
 * `pci-0000:00:14.0-usb-0:3:1.0` (systemd's path_id leaves out the number of the USB bus).
 */
export function stablePathOf(devicePath: string): string | undefined {
  const slot = lastSlot(devicePath);
  const usb = /\/\d+-([\d.]+:\d+\.\d+)\/net\//.exec(devicePath)?.[1];
  return slot && `pci-${slot}${usb ? `-usb-0:${usb}` : ''}`;
}

/** The USB device of an adapter as a path below /sys; none for other cards. */
export function usbDeviceOf(devicePath: string): string | undefined {
  return /^(?:\.\.\/)*(devices\/.*\/\d+-[\d.]+)\/\d+-[\d.]+:\d+\.\d+\/net\//.exec(devicePath)?.[1];
}

function isUsb(devicePath: string): boolean {
  return /\/usb\d+\//.test(devicePath);
}

function lastSlot(devicePath: string): string | undefined {
  return devicePath.match(/[0-9a-f]{4,}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]/g)?.at(-1);
}
