"""What Python's ipaddress says: a question a line on standard input, an answer a line on standard output."""

import ipaddress
import json
import sys


def address(text):
    if "%" in text:
        return None
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def interface(text):
    _, slash, prefix = text.partition("/")
    # A netmask behind the slash, or a zero before the length, is a spelling that answers do not have.
    if slash == "" or "%" in text or not (prefix.isascii() and prefix.isdigit() and str(int(prefix)) == prefix):
        return None
    try:
        return ipaddress.ip_interface(text)
    except ValueError:
        return None


def kind(ip):
    if ip.version == 6 and ip.ipv4_mapped is not None:
        return "reserved"
    if ip.is_unspecified:
        return "unspecified"
    if ip.is_loopback:
        return "loopback"
    if ip.is_multicast:
        return "multicast"
    if ip.is_link_local:
        return "link-local"
    if ip.version == 6:
        return None
    if ip == ipaddress.ip_address("255.255.255.255"):
        return "broadcast"
    return "reserved" if ip.is_reserved or ip in ipaddress.ip_network("0.0.0.0/8") else None


def about_address(text):
    ip = address(text)
    if ip is None:
        return None
    following = int(ip) + 1
    last = following == 1 << ip.max_prefixlen
    after = None if last else str(type(ip)(following))
    return {"text": str(ip), "family": ip.version, "kind": kind(ip), "next": after}


def about_interface(text):
    it = interface(text)
    if it is None:
        return None
    net = it.network
    reserved = None
    # /31 and /32, /127 and /128: hosts only (RFC 3021, RFC 6164).
    if net.prefixlen < it.max_prefixlen - 1:
        if it.ip == net.network_address:
            reserved = "network"
        elif it.version == 4 and it.ip == net.broadcast_address:
            reserved = "broadcast"
    return {"text": str(it), "network": str(net), "reserved": reserved}


def about_pair(first, second):
    a, b = interface(first), interface(second)
    order = 0
    if a.version == b.version:
        order = (int(a.ip) > int(b.ip)) - (int(a.ip) < int(b.ip))
    same = a.version == b.version
    return {"contains": b.ip in a.network, "overlaps": same and a.network.overlaps(b.network), "order": order}


QUESTIONS = {"address": about_address, "interface": about_interface, "pair": about_pair}

for line in sys.stdin:
    name, *texts = json.loads(line)
    print(json.dumps(QUESTIONS[name](*texts)))
