#!/bin/sh
# The node's name server as it is started on a node, in namespaces of its own: the node has 192.168.122.11, the
# site's name server (another dnsmasq) 192.168.122.1. Then the program given.
set -eu
ip link set lo up
ip address add 192.168.122.11/32 dev lo
ip address add 192.168.122.1/32 dev lo
mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/resolve /run/csphere
echo 'nameserver 192.168.122.1' > /run/systemd/resolve/resolv.conf
{ cat /etc/passwd; echo 'csphere-names:x:473:473::/:/usr/sbin/nologin'; } > /run/passwd
{ cat /etc/group; echo 'csphere-names:x:473:'; } > /run/group
mount --bind /run/passwd /etc/passwd
mount --bind /run/group /etc/group
dnsmasq --conf-file=/dev/null --pid-file=/run/site.pid --no-resolv --no-hosts --bind-interfaces \
  --listen-address=192.168.122.1 --address=/www.example.com/203.0.113.7 --address=/csphere.local/203.0.113.66
LOCAL_IP=192.168.122.11 SKYDNS_IP='' "$SKYDNS" 2> /run/skydns.log &
echo $! > /run/skydns.pid
exec "$@"
