const SERIAL = 'Serial number as `cos-install probe` shows it; `*` and `?` stand for any characters.';

/** English help of a wizard's field, by answer path, where the schema's description speaks of the file: of YAML. */
export const helpEn: Readonly<Record<string, string>> = {
  'agent.install_code': "Four digits from the controller's web page.",
  'disk.target.serial': SERIAL,
  'disk.data.select.serial': SERIAL,
};
