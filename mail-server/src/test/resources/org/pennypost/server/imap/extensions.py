"""Extensions of IMAP that few clients know, through Python's imaplib: port, user and password are the arguments."""

import imaplib
import re
import sys

NAMES = ("ESEARCH", "GENURLAUTH", "LANGUAGE", "SETMETADATA", "UIDBATCHES", "URLFETCH")
imaplib.Commands.update((name, ("NONAUTH", "AUTH", "SELECTED")) for name in NAMES)
PORT, USER, PASSWORD = sys.argv[1:]
checks = 0


def raw(client, name, *arguments):
    """Says one command; gives what its answer was, the text with it, and the untagged responses by their names."""
    client.untagged_responses = {}
    condition, texts = client.xatom(name, *arguments)
    return condition, texts[-1].decode(), client.untagged_responses


def one(client, wanted, name, *arguments):
    """The only untagged response of some kind to a command that succeeds, as text."""
    condition, text, untagged = raw(client, name, *arguments)
    check(condition == "OK", f"{name} {arguments}: {condition} {text}")
    check(len(untagged.get(wanted, ())) == 1, f"{name} {arguments}: {untagged}")
    return untagged[wanted][0].decode()


def check(holds, otherwise):
    global checks
    checks += 1
    if not holds:
        sys.exit(f"check {checks}: {otherwise}")


def same(found, expected):
    check(re.fullmatch(expected, found) is not None, f"{found!r} is not {expected!r}")


def append(client, mailbox, *subjects):
    for subject in subjects:
        text = f"Subject: {subject}\r\n\r\nText of {subject}.\r\n"
        condition, answer = client.append(mailbox, None, None, text.encode())
        check(condition == "OK", answer)


def language(client):
    same(one(client, "LANGUAGE", "LANGUAGE", "zh"), r"\(zh\)")
    condition, text, _ = raw(client, "NOOP")
    check(condition == "OK" and "\u5df2\u5b8c\u6210" in text, text)
    same(one(client, "LANGUAGE", "LANGUAGE", "i-default"), r"\(i-default\)")


def filters(client):
    condition, text, _ = raw(client, "SETMETADATA", '""', '(/private/filters/values/urgent "SUBJECT urgent")')
    check(condition == "OK", text)
    same(one(client, "SEARCH", "UID", "SEARCH", "FILTER", "urgent"), "2 4")
    condition, text, _ = raw(client, "UID", "SEARCH", "FILTER", "nowhere")
    check(condition == "NO" and text.startswith("[UNDEFINED-FILTER nowhere]"), text)


def partial(client):
    same(
        one(client, "ESEARCH", "UID", "SEARCH", "RETURN", "(PARTIAL -1:-2)", "ALL"),
        r'\(TAG "\w+"\) UID PARTIAL \(-1:-2 3:4\)')
    _, _, untagged = raw(client, "UID", "FETCH", "1:*", "(UID)", "(PARTIAL -1:-2)")
    check(untagged["FETCH"] == [b"3 (UID 3)", b"4 (UID 4)"], untagged)


def multisearch(client):
    _, _, untagged = raw(client, "ESEARCH", "IN", "(personal)", "RETURN", "(COUNT)", "SUBJECT", "urgent")
    found = sorted(line.decode() for line in untagged["ESEARCH"])
    same(found[0], r'\(TAG "\w+" MAILBOX INBOX UIDVALIDITY \d+\) UID COUNT 2')
    same(found[1], r'\(TAG "\w+" MAILBOX Work UIDVALIDITY \d+\) UID COUNT 1')


def batches(client):
    same(one(client, "UIDBATCHES", "UIDBATCHES", "500"), r'\(TAG "\w+"\) 4:1')


def context(client):
    followed = one(client, "ESEARCH", "UID", "SEARCH", "RETURN", "(UPDATE COUNT)", "SUBJECT", "urgent")
    same(followed, r'\(TAG "\w+"\) UID COUNT 2')
    client.untagged_responses = {}
    append(client, "INBOX", "an urgent one")
    client.noop()
    news = [line.decode() for line in client.untagged_responses["ESEARCH"]]
    check(len(news) == 1, news)
    same(news[0], re.escape(followed[: followed.index(")") + 1]) + r" UID ADDTO \(0 5\)")


def authorized_urls(client):
    rump = f"imap://{USER}@localhost/INBOX/;uid=2/;section=text;urlauth=authuser"
    url = one(client, "GENURLAUTH", "GENURLAUTH", f'"{rump}"', "INTERNAL")
    same(url, '"' + re.escape(rump) + r':INTERNAL:\w+"')
    _, _, untagged = raw(client, "URLFETCH", url)
    check(untagged["URLFETCH"][0][1] == b"Text of urgent.\r\n", untagged)
    _, _, untagged = raw(client, "URLFETCH", url[:-2] + ('0"' if url[-2] != "0" else '1"'))
    check(untagged["URLFETCH"][0].endswith(b" NIL"), untagged)


def uid_only(client):
    condition, answer = client.enable("UIDONLY")
    check(condition == "OK", answer)
    client.select("INBOX")
    same(one(client, "UIDFETCH", "UID", "FETCH", "2", "(FLAGS)"), r"2 \(FLAGS \(.*\)\)")
    try:
        client.fetch("2", "(FLAGS)")
    except imaplib.IMAP4.error as refused:
        check("UIDREQUIRED" in str(refused), refused)
    else:
        check(False, "FETCH by number")


with imaplib.IMAP4("127.0.0.1", int(PORT), timeout=30) as first:
    language(first)
    first.login(USER, PASSWORD)
    first.create("Work")
    append(first, "Work", "urgent work", "other work")
    append(first, "INBOX", "a", "urgent", "b", "urgent too")
    first.select("INBOX")
    for extension in (filters, partial, multisearch, batches, context, authorized_urls):
        extension(first)
with imaplib.IMAP4("127.0.0.1", int(PORT), timeout=30) as second:
    second.login(USER, PASSWORD)
    uid_only(second)
print(f"{checks} checks")
