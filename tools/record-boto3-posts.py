#!/usr/bin/env -S uv run --script
# /// script
# requires-python = ">=3.10"
# dependencies = ["boto3==1.44.8", "botocore==1.44.8"]
# ///
"""Records what boto3 signs, for the tests of our own signer.

    uv run tools/record-boto3-posts.py [FILE]

Writes upload-testkit/src/test/resources/boto3-posts.json (or FILE): answers of
generate_presigned_post and of generate_presigned_url('put_object'), and AWS's two published
examples. Each run writes the same bytes. Nothing is sent anywhere; the keys are AWS's
documentation example and an invented pair.
"""

import base64
import functools
import hashlib
import hmac
import json
import os
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock
from urllib.parse import parse_qs, urlsplit

# The answers must not depend on this machine's AWS settings.
for name in [name for name in os.environ if name.startswith("AWS_")]:
    del os.environ[name]
os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull

import boto3  # noqa: E402
from botocore.config import Config  # noqa: E402

POSTS, PUTS = 185, 100
DEFAULT_FILE = Path(__file__).parent.parent / "upload-testkit/src/test/resources/boto3-posts.json"

# The lists below are walked side by side, each at its own pace; their lengths have no common
# factor (7, 4, 37, 11, 5, 3), so that every pairing comes up sooner or later.
REGIONS = ["us-east-1", "eu-west-1", "eu-central-1", "ap-southeast-2", "cn-north-1", "us-gov-west-1", "me-south-1"]

EXAMPLE = ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
INVENTED = ("ASIAUPLOADGRANTSTEST", "Not+A/Real+Secret/Invented+For/Tests+0001")
CREDENTIALS = [
    (*EXAMPLE, None),
    (*INVENTED, "IQoJb3JpZ2luX2VjE+Invented/Session/Token+For/Tests=="),
    (*INVENTED, None),
    (*EXAMPLE, "FwoGZXIvYXdzE" + "Invented+Token/" * 4 + "End="),
]

KEYS = [
    "photo.png",
    "uploads/alice/0f3c9a52/report.pdf",
    "avatars/${filename}",
    "name with spaces.txt",
    " leading and trailing ",
    "a+b=c&d.txt",
    "100%.txt",
    "already%20encoded%2Fname%zz.txt",
    "tilde~dash-dot.under_score",
    "who?what#where.txt",
    "single'quote.txt",
    'double"quote.txt',
    "price$9.txt",
    "$key/${user}/${filename}/not-at-the-end",
    "${filename}",
    "back\\slash\\name.txt",
    "stars*and!marks(1).txt",
    "list;of:many@things,here",
    "brackets[0]{1}<2>",
    "pipe|caret^tick`.txt",
    "tab\there",
    "a//b///c",
    "/leading/slash",
    "trailing/slash/",
    "a/./b/../c",
    "Türkçe/İstanbul'da ığdır şöğü.txt",
    "عربي/ملف الصورة.png",
    "עברית/\u202eright-to-left.txt",
    "中文/日本語/한국어.txt",
    "emoji/😀👩‍👩‍👧‍👦🇹🇷.png",
    "composed-é/decomposed-e\u0301.txt",
    "ελληνικά/Русский.txt",
    "nbsp\u00a0and\u2028line-separator",
    "del\u007f-and-latin1-ÿ",
    "0",
    "long/" + "0123456789abcdef" * 24 + ".bin",
    "uzun/" + "漢字かな" * 20 + "/${filename}",
]

TIMES = [
    datetime(2015, 12, 29, 0, 0, 0),
    datetime(2028, 2, 29, 12, 34, 56),
    datetime(2028, 2, 28, 23, 59, 59),
    datetime(2025, 12, 31, 23, 59, 59),
    datetime(2026, 1, 1, 0, 0, 0),
    datetime(2026, 3, 29, 1, 30, 0),
    datetime(2026, 10, 25, 1, 30, 0),
    datetime(2026, 7, 4, 5, 6, 7),
    datetime(2027, 9, 9, 9, 9, 9),
    datetime(2026, 11, 24, 18, 0, 1),
    datetime(2037, 12, 31, 23, 0, 0),
]

BUCKETS = ["photos", "upload-grants-test", "a1b", "cdn.example.com", "a-bucket-name-as-long-as-any-may-be-that-is-of-sixty-three-byte"]
ADDRESSING = ["virtual", "path", "auto"]
ENDPOINTS = ["http://localhost:9000", "https://storage.example.com", "http://127.0.0.1:9000", "https://s3.example.com:443", "https://s3.example.com:8443"]

CONTENT_TYPES = ["image/png", "text/plain; charset=utf-8", "application/octet-stream", "image/svg+xml", "application/vnd.ms-excel"]
CACHE_CONTROL = ["no-store", "public, max-age=31536000, immutable"]
DISPOSITIONS = ["inline", 'attachment; filename="a \\"quoted\\" name.txt"', "attachment; filename*=UTF-8''%C5%9Feker%20%F0%9F%98%80.png"]
STORAGE_CLASSES = ["STANDARD_IA", "INTELLIGENT_TIERING", "GLACIER_IR"]
ACLS = ["private", "public-read", "bucket-owner-full-control"]
KMS_KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd"


def digest(rng, size):
    return base64.b64encode(rng.randbytes(size)).decode()


def equal(rng, name, value):
    """A field and its condition, in one of the two ways of writing equality."""
    return {name: value}, [rng.choice([{name: value}, ["eq", "$" + name, value]])]


def starting(name, value, prefix):
    return {name: value}, [["starts-with", "$" + name, prefix]]


def both(one, other):
    return {**one[0], **other[0]}, one[1] + other[1]


# Each takes the random source and returns form fields with their conditions.
POST_PARTS = [
    lambda r: equal(r, "Content-Type", r.choice(CONTENT_TYPES)),
    lambda r: starting("Content-Type", *r.choice([("image/jpeg", "image/"), ("video/mp4", ""), ("text/csv", "text/csv")])),
    lambda r: ({}, [["content-length-range", *r.choice([(0, 0), (1, 1), (0, 5242880), (1, 5368709120), (48213, 48213)])]]),
    lambda r: equal(r, "success_action_status", r.choice(["200", "201", "204"])),
    lambda r: equal(r, "success_action_redirect", "https://app.example.com/done?to=%2F&q=a+b#top"),
    lambda r: starting("success_action_redirect", "https://app.example.com/done", "https://app.example.com/"),
    lambda r: equal(r, "x-amz-meta-uuid", r.choice(["14365123651274", "şeker 😀", "a\\b/c \"d\""])),
    lambda r: starting("x-amz-meta-tag", r.choice(["", "free text"]), ""),
    lambda r: equal(r, "tagging", "<Tagging><TagSet><Tag><Key>k</Key><Value>a &amp; b</Value></Tag></TagSet></Tagging>"),
    lambda r: both(equal(r, "x-amz-checksum-algorithm", "SHA256"), equal(r, "x-amz-checksum-sha256", digest(r, 32))),
    lambda r: equal(r, "x-amz-checksum-crc32", digest(r, 4)),
    lambda r: equal(r, "x-amz-server-side-encryption", "AES256"),
    lambda r: both(
        equal(r, "x-amz-server-side-encryption", "aws:kms"),
        equal(r, "x-amz-server-side-encryption-aws-kms-key-id", KMS_KEY)),
    lambda r: equal(r, "x-amz-storage-class", r.choice(STORAGE_CLASSES)),
    lambda r: equal(r, "Cache-Control", r.choice(CACHE_CONTROL)),
    lambda r: equal(r, "Content-Disposition", r.choice(DISPOSITIONS + ['attachment; filename="şeker-文件-😀.png"'])),
    lambda r: equal(r, "acl", r.choice(ACLS)),
]

# Each takes the random source and returns parameters of put_object.
PUT_PARTS = [
    lambda r: {"ContentType": r.choice(CONTENT_TYPES)},
    lambda r: {"ContentLength": r.choice([0, 1, 48213, 5368709120])},
    lambda r: {"Metadata": {"uuid": str(r.randrange(10**14)), "Upload-Name": "kept as it is"}},
    lambda r: {"Metadata": {"spaced": "  two  spaces   and ends  "}},
    lambda r: {"ChecksumSHA256": digest(r, 32)},
    lambda r: {"ChecksumCRC32": digest(r, 4)},
    lambda r: {"ContentMD5": digest(r, 16)},
    lambda r: {"ServerSideEncryption": "AES256"},
    lambda r: {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": KMS_KEY},
    lambda r: {"StorageClass": r.choice(STORAGE_CLASSES)},
    lambda r: {"CacheControl": r.choice(CACHE_CONTROL)},
    lambda r: {"ContentDisposition": r.choice(DISPOSITIONS)},
    lambda r: {"ACL": r.choice(ACLS)},
    lambda r: {"Tagging": "state=pending%20%26%20new&owner=alice"},
    lambda r: {"IfNoneMatch": "*"},
]


def some(rng, index, parts):
    """Each part alone first, then none to three at once."""
    return [parts[index]] if index < len(parts) else rng.sample(parts, rng.randint(0, 3))


def expiry(rng, index):
    edges = [1, 604800, 60, 300, 3600, 86400]
    return edges[index] if index < len(edges) else rng.choice([rng.choice(edges), rng.randint(1, 604800)])


@functools.cache
def client(credentials, region, addressing, endpoint, us_east_1):
    access, secret, token = credentials
    return boto3.client(
        "s3", region_name=region, endpoint_url=endpoint,
        aws_access_key_id=access, aws_secret_access_key=secret, aws_session_token=token,
        config=Config(signature_version="s3v4", s3={
            "addressing_style": addressing, "us_east_1_regional_endpoint": us_east_1}))


def subject(index, endpoint):
    """What both kinds of record begin with, the client that signs it, and the frozen clock's time."""
    credentials, region = CREDENTIALS[index % 4], REGIONS[index % 7]
    addressing, time = ADDRESSING[index % 3], TIMES[index % 11]
    us_east_1 = ["legacy", "regional"][index // 7 % 2]
    record = {
        "accessKeyId": credentials[0], "secretAccessKey": credentials[1], "sessionToken": credentials[2],
        "region": region, "bucket": BUCKETS[index % 5], "addressing": addressing, "endpoint": endpoint,
        "time": f"{time:%Y-%m-%dT%H:%M:%SZ}"}
    return record, client(credentials, region, addressing, endpoint, us_east_1), time


def frozen(time):
    """botocore.signers takes the policy's expiration from this clock, botocore.auth the signing time."""
    return mock.patch.multiple("botocore.auth", get_current_datetime=lambda: time), \
        mock.patch.multiple("botocore.signers", get_current_datetime=lambda: time)


def post(rng, index):
    record, s3, time = subject(index, ENDPOINTS[index // 20 % 5] if index % 20 == 19 else None)
    key, expires = KEYS[index % 37], expiry(rng, index)
    fields, conditions = {}, []
    for part in some(rng, index, POST_PARTS):
        more = part(rng)
        if not fields.keys() & more[0].keys():
            fields, conditions = both((fields, conditions), more)
    auth, signers = frozen(time)
    with auth, signers:
        answer = s3.generate_presigned_post(record["bucket"], key, fields, conditions, expires)
    policy = json.loads(base64.b64decode(answer["fields"]["policy"]))
    assert policy["expiration"] == f"{time + timedelta(seconds=expires):%Y-%m-%dT%H:%M:%SZ}"
    assert answer["fields"]["x-amz-date"] == f"{time:%Y%m%dT%H%M%SZ}"
    return record | {
        "expiresIn": expires, "key": key, "url": answer["url"], "fields": answer["fields"],
        "policy": answer["fields"]["policy"], "conditions": policy["conditions"],
        "expiration": policy["expiration"], "signature": answer["fields"]["x-amz-signature"]}


def put(rng, index):
    record, s3, time = subject(index, ENDPOINTS[index // 7 % 5] if index % 7 == 6 else None)
    key, expires = KEYS[index % 37], expiry(rng, index)
    params = {}
    for part in some(rng, index, PUT_PARTS):
        params |= part(rng)
    headers = {}

    def keep_headers(request, **_):
        headers.update((name.lower(), value) for name, value in request.headers.items())

    s3.meta.events.register("before-sign.s3.PutObject", keep_headers)
    auth, signers = frozen(time)
    with auth, signers:
        url = s3.generate_presigned_url(
            "put_object", {"Bucket": record["bucket"], "Key": key} | params, expires)
    s3.meta.events.unregister("before-sign.s3.PutObject", keep_headers)
    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    assert query["X-Amz-Date"] == f"{time:%Y%m%dT%H%M%SZ}"
    assert query["X-Amz-SignedHeaders"] == ";".join(sorted(["host", *headers]))
    return record | {
        "expiresIn": expires, "key": key, "params": params, "headers": headers, "url": url,
        "signedHeaders": query["X-Amz-SignedHeaders"], "signature": query["X-Amz-Signature"]}


def signature(secret, date, region, string_to_sign):
    """SigV4's own arithmetic, without botocore, to prove that the published inputs are copied right."""
    key = b"AWS4" + secret.encode()
    for part in (date, region, "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.new(key, string_to_sign.encode(), "sha256").hexdigest()


def published_query():
    scope = "20130524/us-east-1/s3/aws4_request"
    query = ("X-Amz-Algorithm=AWS4-HMAC-SHA256"
             "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
             "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host")
    canonical = f"GET\n/test.txt\n{query}\nhost:examplebucket.s3.amazonaws.com\n\nhost\nUNSIGNED-PAYLOAD"
    hashed = hashlib.sha256(canonical.encode()).hexdigest()
    assert hashed == "3bfa292879f6447bbcda7001decf97f4a54dc650c8942174ae0a9121cf58ad04"
    to_sign = f"AWS4-HMAC-SHA256\n20130524T000000Z\n{scope}\n{hashed}"
    expected = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
    assert signature(EXAMPLE[1], "20130524", "us-east-1", to_sign) == expected
    return {
        "source": "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html",
        "accessKeyId": EXAMPLE[0], "secretAccessKey": EXAMPLE[1], "sessionToken": None,
        "region": "us-east-1", "bucket": "examplebucket", "time": "2013-05-24T00:00:00Z", "expiresIn": 86400,
        "method": "GET", "host": "examplebucket.s3.amazonaws.com", "key": "test.txt",
        "canonicalRequest": canonical, "stringToSign": to_sign,
        "url": f"https://examplebucket.s3.amazonaws.com/test.txt?{query}&X-Amz-Signature={expected}",
        "signedHeaders": "host", "signature": expected}


def published_post():
    # Encoded with CRLF line ends, as the page says.
    text = "\r\n".join([
        '{ "expiration": "2015-12-30T12:00:00.000Z",',
        '  "conditions": [',
        '    {"bucket": "sigv4examplebucket"},',
        '    ["starts-with", "$key", "user/user1/"],',
        '    {"acl": "public-read"},',
        '    {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},',
        '    ["starts-with", "$Content-Type", "image/"],',
        '    {"x-amz-meta-uuid": "14365123651274"},',
        '    {"x-amz-server-side-encryption": "AES256"},',
        '    ["starts-with", "$x-amz-meta-tag", ""],',
        '',
        '    {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},',
        '    {"x-amz-algorithm": "AWS4-HMAC-SHA256"},',
        '    {"x-amz-date": "20151229T000000Z" }',
        '  ]',
        '}'])
    policy, parsed = base64.b64encode(text.encode()).decode(), json.loads(text)
    expected = "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e"
    assert signature(EXAMPLE[1], "20151229", "us-east-1", policy) == expected
    return {
        "source": "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html",
        "accessKeyId": EXAMPLE[0], "secretAccessKey": EXAMPLE[1], "sessionToken": None,
        "region": "us-east-1", "bucket": "sigv4examplebucket", "time": "2015-12-29T00:00:00Z",
        "key": "user/user1/${filename}", "url": "http://sigv4examplebucket.s3.amazonaws.com/",
        "fields": {
            "key": "user/user1/${filename}", "acl": "public-read",
            "success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html",
            "Content-Type": "image/jpeg", "x-amz-meta-uuid": "14365123651274",
            "x-amz-server-side-encryption": "AES256",
            "X-Amz-Credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request",
            "X-Amz-Algorithm": "AWS4-HMAC-SHA256", "X-Amz-Date": "20151229T000000Z", "x-amz-meta-tag": "",
            "Policy": policy, "X-Amz-Signature": expected},
        "policy": policy, "conditions": parsed["conditions"], "expiration": parsed["expiration"],
        "signature": expected}


def lines(records):
    return ",\n".join(json.dumps(record, separators=(",", ":")) for record in records)


def main():
    rng = random.Random(20151229)
    posts = [post(rng, index) for index in range(POSTS)]
    puts = [put(rng, index) for index in range(PUTS)]
    published = f'{{\n"query":{lines([published_query()])},\n"post":{lines([published_post()])}\n}}'
    text = (f'{{"boto3":"{boto3.__version__}",\n"published":{published},\n'
            f'"posts":[\n{lines(posts)}\n],\n"puts":[\n{lines(puts)}\n]}}\n')
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode("ascii"))
    print(f"{file}: {len(posts)} posts, {len(puts)} puts, {len(text)} bytes, boto3 {boto3.__version__}")


if __name__ == "__main__":
    main()
