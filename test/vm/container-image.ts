/** A script that makes a docker image of programs of the node and their libraries: no network to get one from. */
export function imageOf(name: string, programs: readonly string[]): string {
  return `
files=$(for program in ${programs.join(' ')}; do command -v $program; done)
all=$({ echo "$files"; ldd $files | grep -o '/[^ :]*'; } | sort -u)
tar --create --dereference --absolute-names $all | docker import - ${name}`;
}
