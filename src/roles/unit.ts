/** A unit of the node that a role names. */
export type Unit = {
  readonly name: string;
  /** Started at every boot. */
  readonly enable: boolean;
  /** Started when the configuration is applied; such units are started one after the other, in their order. */
  readonly start: boolean;
  /** The unit's file, for one that the image does not bring. */
  readonly content?: string | undefined;
  /** Not of the contract: an original COS has no such unit, or starts it by hand. */
  readonly isOurs?: true;
};

/** A unit of the image that runs at every boot. */
export function running(name: string): Unit {
  return { name, enable: true, start: true };
}

/** One that runs at every boot of our image, and that an original COS is not told of. */
export function ours(name: string): Unit {
  return { ...running(name), isOurs: true };
}

/** A unit of the image that another one starts, or a person. */
export function off(name: string): Unit {
  return { name, enable: false, start: false };
}

/** A file of the node that a role writes; `mode` as in chmod(2). */
export type RoleFile = {
  readonly path: string;
  readonly mode: number;
  readonly content: string;
  /** Its owner as in chown(1), `zookeeper:zookeeper`: a user of the image. Absent: root. */
  readonly owner?: string;
};
