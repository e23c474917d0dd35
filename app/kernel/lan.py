"""At which addresses of its network this machine is reached, told without asking anybody: there may be no internet."""

import fcntl
import ipaddress
import socket
import struct

EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - what an operator may write, not where anything listens
_ADDRESS_OF = 0x8915
"""SIOCGIFADDR of Linux (netdevice(7)): the IPv4 address of an interface."""
_INSIDE = ("lo", "docker", "br-", "veth", "virbr", "vmnet")
"""How interfaces begin that lead to nobody outside of this machine."""


def list_addresses() -> tuple[str, ...]:
    """The private IPv4 addresses of this machine, those of a real network first; empty when there is no network."""
    names = [name for _number, name in socket.if_nameindex() if not name.startswith(_INSIDE)]
    found = [address for name in names if (address := _address_of(name))]
    private = [address for address in found if ipaddress.ip_address(address).is_private]
    return tuple(sorted(dict.fromkeys(private), key=lambda address: ipaddress.ip_address(address).is_link_local))


def reached_at(host: str) -> str:
    """What others write to reach a server that listens on this host: for all addresses, the first of the network."""
    if host not in EVERYWHERE:
        return host or "127.0.0.1"
    return next(iter(list_addresses()), "127.0.0.1")


def _address_of(name: str) -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        try:
            answer = fcntl.ioctl(line.fileno(), _ADDRESS_OF, struct.pack("256s", name.encode()[:15]))
        except OSError:
            return None
    return socket.inet_ntoa(answer[20:24])
