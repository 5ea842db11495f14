"""Where webhooks may be sent: the table of what is refused, in all its spellings."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.services.webhooks.guard import NotAllowed, check_address, is_outside, target_of
from tests.services.api import Api

OUTSIDE = (
    "https://example.com/hooks",
    "https://example.com:8443/hooks?a=b&c=%20d",
    "https://EXAMPLE.com",
    "https://xn--bcher-kva.example/",
    "https://example.com./hooks",
    "https://93.184.215.14/hooks",
    "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/hooks",
    "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]:8443/hooks",
    "https://[64:ff9b::5db8:d70e]/",
    "https://1password.com/",
    "https://under_score.example.com/",
)

LOOPBACK = (
    "http://127.0.0.1:8080/hooks",
    "https://127.0.0.1/hooks",
    "http://127.8.9.10/",
    "http://localhost:3000/hooks",
    "http://hooks.localhost:3000/",
    "http://LOCALHOST./",
    "http://[::1]:8080/",
)

NOWHERE = (
    # other schemes, and no URL at all
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "javascript:alert(1)",
    "example.com/hooks",
    "https:///hooks",
    "https://",
    "https:example.com",
    # http to anywhere but this machine
    "http://example.com/",
    "http://93.184.215.14/",
    # users, fragments, ports, invisible characters, other alphabets
    "https://user:secret@example.com/",
    "https://user@example.com/",
    "https://example.com#@127.0.0.1/",
    "https://example.com\\@127.0.0.1/",
    "https://example.com:0/",
    "https://example.com:/",
    "https://example.com:65536/",
    "https://example.com:port/",
    "https://exa mple.com/",
    "https://example.com/\r\nHost: inside",
    "https://example.com/\u0000",
    "https://ⓔxample.com/",
    "https://127。0。0。1/",
    "https://exam%70le.com/",
    "https://-example.com/",
    "https://a..b/",
    # private, link-local, multicast, reserved, unspecified, shared, documentation, benchmarks
    "https://10.0.0.1/",
    "https://172.16.0.1/",
    "https://172.31.255.255/",
    "https://192.168.1.1/",
    "https://169.254.0.1/",
    "https://224.0.0.1/",
    "https://239.255.255.250/",
    "https://240.0.0.1/",
    "https://255.255.255.255/",
    "https://0.0.0.0/",
    "https://0.1.2.3/",
    "https://100.64.0.1/",
    "https://100.127.255.255/",
    "https://192.0.2.1/",
    "https://192.0.0.192/",
    "https://198.18.0.1/",
    "https://[::]/",
    "https://[fc00::1]/",
    "https://[fd12:3456::1]/",
    "https://[fe80::1]/",
    "https://[fe80::1%25eth0]/",
    "https://[fec0::1]/",
    "https://[ff02::1]/",
    "https://[2001:db8::1]/",
    "https://[100::1]/",
    # metadata of clouds
    "https://169.254.169.254/latest/meta-data/",
    "https://[fd00:ec2::254]/",
    "https://100.100.100.200/",
    "https://168.63.129.16/",
    "https://metadata.google.internal/",
    "https://metadata/",
    "https://router.local/",
    "https://printer.home.arpa/",
    # other spellings of addresses
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://017700000001/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://127.0.1/",
    "https://127.0.0.01/",
    "http://127.0.0.1./",
    "http://2130706433/",
    "https://3232235777/",
    "https://[::ffff:127.0.0.1]/",
    "http://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[::ffff:169.254.169.254]/",
    "https://[::127.0.0.1]/",
    "https://[::10.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[64:ff9b::10.0.0.1]/",
    "https://[64:ff9b::169.254.169.254]/",
    "https://[64:ff9b:1::1]/",
    "https://[2002:7f00:1::]/",
    "https://[2002:a00:1::1]/",
    "https://[2002:a9fe:a9fe::1]/",
    "https://[2001:0:7f00:1::1]/",
    "https://[::1%251]/",
    "https://[127.0.0.1]/",
    "https://[::1/",
)


@pytest.mark.parametrize("url", OUTSIDE)
def test_lets_webhooks_outside(url: str) -> None:
    target = target_of(url, allow_loopback=False)
    assert target.scheme == "https"
    assert target.port in (443, 8443)
    assert target.path.startswith("/")


@pytest.mark.parametrize("url", LOOPBACK)
def test_lets_webhooks_to_this_machine_only_where_the_bank_says_so(url: str) -> None:
    assert target_of(url, allow_loopback=True).host
    with pytest.raises(NotAllowed):
        target_of(url, allow_loopback=False)


@pytest.mark.parametrize("allow_loopback", [True, False])
@pytest.mark.parametrize("url", NOWHERE)
def test_refuses_what_leads_inside_or_nowhere(url: str, allow_loopback: bool) -> None:
    with pytest.raises(NotAllowed):
        target_of(url, allow_loopback=allow_loopback)


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:0:0", "64:ff9b::", "::", "2002::"]))
def test_an_address_in_disguise_is_judged_as_what_it_carries(address: object, prefix: str) -> None:
    shift = 80 if prefix == "2002::" else 0
    carrier = ip_address(int(ip_address(prefix)) | int(ip_address(str(address))) << shift)
    assert is_outside(carrier) == is_outside(ip_address(str(address)))


@given(st.ip_addresses())
def test_loopback_is_never_outside_and_is_allowed_only_when_told(address: object) -> None:
    judged = ip_address(str(address))
    if judged.is_loopback:
        assert not is_outside(judged)
        with pytest.raises(NotAllowed):
            check_address(judged, allow_loopback=False)


async def test_an_endpoint_inside_is_refused_when_it_is_made_and_when_it_is_moved(api: Api) -> None:
    for url in ("https://10.0.0.1/", "http://example.com/", "https://[::ffff:127.0.0.1]/", "https://u:p@example.com/"):
        refused = await api.post("/webhook_endpoints", {"url": url})
        assert (refused.status, refused.code) == (422, "url_not_allowed")
    made = api.ok(await api.post("/webhook_endpoints", {"url": "https://example.com/hooks"}))
    path = f"/webhook_endpoints/{made['webhook_endpoint_id']}"
    refused = await api.patch(path, {"url": "https://169.254.169.254/"})
    assert (refused.status, refused.code) == (422, "url_not_allowed")


async def test_a_bank_can_forbid_loopback(api: Api) -> None:
    assert (await api.post("/webhook_endpoints", {"url": "http://localhost:9/"})).status == 201
    api.ok(await api.put("/settings/webhooks.allow_loopback", {"setting_value": "false"}))
    refused = await api.post("/webhook_endpoints", {"url": "http://localhost:9/"})
    assert refused.code == "url_not_allowed"
    assert "allow_loopback" in refused.body["detail"]
