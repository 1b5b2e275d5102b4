# Shared by build.sh and the stages: places, messages, stages cached by the hash of their inputs.
# shellcheck shell=bash

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
iso=$repo/iso
build=$repo/build
cache=$build/cache

# All times in the images; a fixed instant makes equal inputs give equal bytes.
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-1735689600}
export LC_ALL=C.UTF-8 TZ=UTC
umask 022
# The pinned Node and the compiler come before the system's.
PATH=$repo/node_modules/.bin:/usr/local/sbin:/usr/sbin:/sbin:$PATH

say() { printf 'iso: %s\n' "$*"; }

version() { sed -n 's/^  "version": "\(.*\)",$/\1/p' "$repo/package.json"; }

# The series that an extension must share with /usr: major.minor.
series() { local v; v=$(version) && echo "${v%.*}"; }

# Prints one hash of the files below the given paths: names, modes and contents.
hash_of() {
  local path
  for path in "$@"; do
    (
      cd "$(dirname "$path")" || exit
      find "$(basename "$path")" -printf '%p %m %l\n' | sort
      find "$(basename "$path")" -type f -print0 | sort -z | xargs -0 -r sha256sum
    )
  done | sha256sum | cut -c1-16
}

# stage NAME INPUT...: makes build/cache/NAME by iso/stages/NAME.sh when the inputs have changed.
# An input is a path, or `=text`. The script gets the folder to fill as $1; it is renamed at the end.
stage() {
  local name=$1 script=$iso/stages/$1.sh input key began paths=() text=()
  shift
  for input in "$@"; do
    case $input in
      =*) text+=("${input#=}") ;;
      *) paths+=("$input") ;;
    esac
  done
  key=$(printf '%s\n' "$SOURCE_DATE_EPOCH" "${text[@]}" "$(hash_of "$script" "$iso/lib.sh" "${paths[@]}")" | sha256sum | cut -c1-16)
  if [[ $(cat "$cache/$name/.key" 2>/dev/null || true) == "$key" ]]; then
    return
  fi
  say "$name ..."
  began=$SECONDS
  rm -rf "${cache:?}/$name" "$cache/$name.new"
  mkdir -p "$cache/$name.new"
  if ! bash "$script" "$cache/$name.new" >"$cache/$name.log" 2>&1; then
    cat "$cache/$name.log" >&2
    rm -rf "$cache/$name.new"
    say "$name failed" >&2
    exit 1
  fi
  echo "$key" >"$cache/$name.new/.key"
  mv "$cache/$name.new" "$cache/$name"
  say "$name: $((SECONDS - began)) s"
}

# The key of a finished stage, as an input of the next one.
made() { echo "=$1 $(cat "$cache/$1/.key")"; }

# in_root ROOT [--bind FROM TO]... -- COMMAND...: runs a command in ROOT with /proc, /sys, /dev and
# an empty /tmp and /var/tmp. The mounts live in a namespace of their own and end with the command.
in_root() {
  # shellcheck disable=SC2016 # expanded by the inner shell
  unshare --mount --fork bash -euc '
    root=$1; shift
    mount -t proc proc "$root/proc"
    mount --rbind /sys "$root/sys"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs tmpfs "$root/tmp"
    mount -t tmpfs tmpfs "$root/var/tmp"
    while [[ $1 == --bind ]]; do mount --bind "$2" "$root/$3"; shift 3; done
    shift
    exec chroot "$root" "$@"' in_root "$@"
}

# with_verity FILE [HASH_FILE]: makes the dm-verity hash tree of FILE, appended to it (at a multiple of
# 4096) or in HASH_FILE. Prints "DATA_BYTES ROOT_HASH". Salt and UUID follow from the content: equal
# content gives an equal root hash.
with_verity() {
  local file=$1 size salt
  truncate -s %4096 "$file"
  size=$(stat -c %s "$file")
  salt=$(sha256sum "$file" | cut -c1-64)
  local options=(--salt="$salt" --uuid="${salt:0:8}-0000-4000-8000-${salt:8:12}")
  if (($# == 1)); then
    options+=(--hash-offset="$size" --data-blocks=$((size / 4096)))
  fi
  veritysetup format "${options[@]}" "$file" "${2:-$file}" | sed -n "s/^Root hash:[[:space:]]*/$size /p"
}

# settle_times FOLDER SINCE: what was made after the file SINCE gets the fixed time. Files of packages
# keep theirs.
settle_times() { find "$1" -newer "$2" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +; }
