/** The PCI slot nearest to a card in its device path, e.g. `0000:01:00.0`. */
export function pciSlotOf(devicePath: string): string | undefined {
  return devicePath.match(/[0-9a-f]{4,}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]/g)?.at(-1);
}

/**
 * The name udev gives the card's place (ID_PATH) for PCI, virtio on PCI and USB on PCI: `pci-0000:01:00.0`,
 * `pci-0000:00:14.0-usb-0:3:1.0` (systemd's path_id leaves out the number of the USB bus).
 */
export function stablePathOf(devicePath: string): string | undefined {
  const slot = pciSlotOf(devicePath);
  const usb = /\/\d+-([\d.]+:\d+\.\d+)\/net\//.exec(devicePath)?.[1];
  return slot && `pci-${slot}${usb ? `-usb-0:${usb}` : ''}`;
}
