#!/usr/bin/env bash
# The tree of the extension zookeeper: the jars that a server and the client read, and a Java runtime cut out of
# Debian's JDK: a tenth of what the packages bring.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
# shellcheck source-path=SCRIPTDIR source=../mirror.sh
source "$(dirname "${BASH_SOURCE[0]}")/../mirror.sh"
tree=$1
root=$tree/root
jre=$tree/usr/lib/cos-jre
lib=$tree/usr/share/zookeeper/lib

jars=(zookeeper zookeeper-jute slf4j-api slf4j-simple metrics-core commons-io commons-cli snappy-java)
# For the client only, which does not start without them.
jars+=(netty-{buffer,codec,common,handler,resolver,transport,transport-native-epoll,transport-native-unix-common})
modules=(java.base java.logging java.management java.naming java.xml java.security.sasl java.security.jgss
  jdk.unsupported jdk.management jdk.security.auth)

debootstrap_from --variant=extract --include=base-files,libzookeeper-java,openjdk-21-jdk-headless "$suite" "$root"

in_root "$root" -- /usr/lib/jvm/java-21-openjdk-amd64/bin/jlink --output /cos-jre --compress zip-0 --vm server \
  --strip-java-debug-attributes --no-header-files --no-man-pages --add-modules "$(IFS=,; echo "${modules[*]}")"
mkdir -p "$(dirname "$jre")" "$lib" "$tree/usr/bin"
mv "$root/cos-jre" "$jre"
find "$jre" -name '*.so' -exec strip --strip-unneeded {} +
rm -rf "$jre/legal"
for jar in "${jars[@]}"; do cp -pL "$root/usr/share/java/$jar.jar" "$lib/"; done

cat >"$tree/usr/bin/zkCli" <<'SH'
#!/bin/sh
# ZooKeeper's own client; of this node without further words: zkCli -server HOST:PORT COMMAND...
exec /usr/lib/cos-jre/bin/java -Xmx64m -XX:+UseSerialGC -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
  -cp '/usr/share/zookeeper/lib/*' org.apache.zookeeper.ZooKeeperMain "$@"
SH
chmod 755 "$tree/usr/bin/zkCli"
rm -rf "$root"
