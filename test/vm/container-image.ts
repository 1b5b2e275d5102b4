/** A script that makes a docker image of programs of the node and their libraries: no network to get one from. */
export function imageOf(name: string, programs: readonly string[]): string {
  return `
files=$(command -v ${programs.join(' ')})
libraries=$(ldd $files | grep -o '/[^ :]*' | sort -u)
tar --create --dereference --absolute-names $files $libraries | docker import - ${name}`;
}
