"""Sending: what names resolve to, endpoints that hang, drip, flood, redirect or lie about who they are."""

from __future__ import annotations

import asyncio
import datetime
import ssl
from collections.abc import AsyncIterator, Iterable
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sandbox.services.webhooks.guard import Address
from sandbox.services.webhooks.sender import MOST_READ, Answer, Sender
from tests.services.webhooks.receiver import Receiver, Reply


class Names:
    """A name server that a test fills; each question takes the next answer, and the last one stays."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    async def __call__(self, host: str) -> Iterable[Address]:
        self.asked.append(host)
        answers = self.answers[host.partition(".")[0]]
        return [ip_address(text) for text in (answers.pop(0) if len(answers) > 1 else answers[0])]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = await Receiver().start()
    yield receiver
    await receiver.close()


async def post(sender: Sender, url: str, *, allow_loopback: bool = True) -> Answer:
    try:
        return await sender.post("whe_1", url, {"webhook-id": "evt_1"}, b"{}", allow_loopback=allow_loopback)
    finally:
        await sender.close()


async def test_sends_a_body_and_gives_what_was_answered(receiver: Receiver) -> None:
    receiver.answer = lambda _: (202, {"Retry-After": "7"}, b"taken")
    answer = await post(Sender(), receiver.url + "?a=b%20c")
    assert (answer.status, answer.body, answer.error, answer.retry_after) == (202, b"taken", None, "7")
    (request,) = receiver.received
    assert (request.path, request.body, request.headers["host"]) == (
        "/hooks?a=b%20c",
        b"{}",
        f"127.0.0.1:{receiver.port}",
    )


async def test_keeps_the_connection_of_an_endpoint_and_shares_it_with_no_other(receiver: Receiver) -> None:
    sender = Sender()
    for endpoint in ("whe_1", "whe_1", "whe_2", "whe_1"):
        assert (await sender.post(endpoint, receiver.url, {}, b"{}", allow_loopback=True)).status == 200
    assert receiver.connections == 2
    await sender.close()


@pytest.mark.parametrize("inside", ["10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "0.0.0.0"])
async def test_a_name_with_one_address_inside_is_not_connected_to(receiver: Receiver, inside: str) -> None:
    names = Names(hooks=[["93.184.215.14", inside]])
    url = f"https://hooks.example:{receiver.port}/"
    answer = await post(Sender(resolver=names), url, allow_loopback=False)
    assert answer.status is None
    assert answer.error is not None
    assert answer.error.startswith("Not sent: ")
    assert receiver.connections == 0


async def test_a_name_that_changes_its_mind_is_asked_once_per_connection_and_judged_each_time(
    receiver: Receiver, tmp_path: Path
) -> None:
    server, client = certificates(tmp_path, "hooks.example")
    secure = await Receiver(lambda _: (200, {"Connection": "close"}, b"")).start(ssl=server)
    names = Names(hooks=[["127.0.0.1"], ["127.0.0.1", "10.0.0.1"]])
    sender = Sender(resolver=names, tls=client)
    url = f"https://hooks.example:{secure.port}/"
    first = await sender.post("whe_1", url, {}, b"{}", allow_loopback=True)
    assert (first.status, len(names.asked)) == (200, 1)
    second = await sender.post("whe_1", url, {}, b"{}", allow_loopback=True)
    assert (second.status, len(names.asked)) == (None, 2)
    assert second.error == "Not sent: The address does not lead to the public internet."
    assert len(secure.received) == 1
    await sender.close()
    await secure.close()


async def test_plain_http_goes_to_this_machine_alone_whatever_a_name_resolves_to(receiver: Receiver) -> None:
    names = Names(hooks=[["93.184.215.14"]])
    answer = await post(Sender(resolver=names), f"http://hooks.localhost:{receiver.port}/")
    assert answer.error == "Not sent: Use https; http is for loopback addresses only."


async def test_localhost_is_never_asked_of_a_name_server(receiver: Receiver) -> None:
    answer = await post(Sender(), f"http://hooks.localhost:{receiver.port}/")
    assert answer.status == 200


async def test_tls_verifies_the_name_of_the_url(tmp_path: Path) -> None:
    server, client = certificates(tmp_path, "hooks.example")
    secure = await Receiver().start(ssl=server)
    names = Names(hooks=[["127.0.0.1"]], other=[["127.0.0.1"]])
    right = await post(Sender(resolver=names, tls=client), f"https://hooks.example:{secure.port}/")
    wrong = await post(Sender(resolver=names, tls=client), f"https://other.example:{secure.port}/")
    unknown = await post(Sender(resolver=names), f"https://hooks.example:{secure.port}/")
    assert right.status == 200
    assert wrong.status is None
    assert "Hostname mismatch" in str(wrong.error)
    assert "CERTIFICATE_VERIFY_FAILED" in str(unknown.error)
    assert len(secure.received) == 1
    await secure.close()


async def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    inside = await Receiver().start()
    receiver.answer = lambda _: (307, {"Location": inside.url}, b"")
    answer = await post(Sender(), receiver.url)
    assert answer.status == 307
    assert inside.connections == 0
    await inside.close()


async def test_an_endpoint_that_never_answers_is_given_up(receiver: Receiver) -> None:
    receiver.answer = lambda _: asyncio.sleep(60, 200)
    answer = await post(Sender(total_s=0.2), receiver.url)
    assert (answer.status, answer.error) == (None, "No answer within 0.2 seconds.")


async def test_an_endpoint_that_answers_without_end_is_cut(receiver: Receiver) -> None:
    async def flood(_: object) -> Reply:
        return 200, {"Content-Length": str(1 << 30)}, b"x" * (1 << 20)

    receiver.answer = flood
    answer = await post(Sender(), receiver.url)
    assert (answer.status, len(answer.body)) == (200, MOST_READ)


async def test_an_endpoint_that_drips_for_ever_is_cut(receiver: Receiver) -> None:
    drops = 0

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal drops
        await reader.readuntil(b"{}")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        try:
            while True:
                writer.write(b".")
                await writer.drain()
                drops += 1
                await asyncio.sleep(0.02)
        except ConnectionError:
            writer.close()

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    answer = await post(Sender(total_s=0.3), url)
    assert (answer.status, answer.error) == (200, None)
    assert 0 < len(answer.body) <= drops < 100
    server.close()


@pytest.mark.parametrize(
    "garbage", [b"\x00\xff\x00 nonsense\r\n\r\n", b"HTTP/1.1 99999 No\r\n\r\n", b"", b"HTTP/1.1 200"]
)
async def test_an_endpoint_that_answers_garbage_has_not_answered(garbage: bytes) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"{}")
        writer.write(garbage)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    answer = await post(Sender(total_s=1), f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
    assert answer.status is None
    assert answer.error is not None
    assert answer.error.startswith("No answer")
    server.close()


async def test_nobody_at_the_address_is_an_answer_too(receiver: Receiver) -> None:
    url = receiver.url
    await receiver.close()
    answer = await post(Sender(), url)
    assert answer.status is None
    assert answer.error is not None
    assert answer.error.startswith("No answer: ")


def certificates(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server of this name shows, and what a client needs to believe it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(path)
    client = ssl.create_default_context(cafile=str(path))
    return server, client
