import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeKey, objectUrl, sign } from '../target/src/sigv4.js';

const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: '',
};
const at = Date.parse('2013-05-24T00:00:00Z');

// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, "Example: PUT Object"
test('signs as the example of AWS', async () => {
  const url = `https://examplebucket.s3.amazonaws.com/${encodeKey('test$file.text')}`;
  const headers = {
    date: 'Fri, 24 May 2013 00:00:00 GMT',
    'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
    'x-amz-storage-class': 'REDUCED_REDUNDANCY',
  };
  const { authorization } = await sign('PUT', url, { region: 'us-east-1', credentials }, headers, at);
  assert.equal(
    authorization,
    'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,' +
      'SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,' +
      'Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  );
});

test('signs the session token, and leaves the body out', async () => {
  const own = { ...credentials, sessionToken: 'token' };
  const signed = await sign(
    'PUT',
    'https://h/b/k',
    { region: 'eu-west-1', credentials: own },
    { 'if-none-match': '*' },
    at,
  );
  assert.equal(signed['x-amz-security-token'], 'token');
  assert.equal(signed['x-amz-content-sha256'], 'UNSIGNED-PAYLOAD');
  assert.match(
    signed.authorization,
    /SignedHeaders=host;if-none-match;x-amz-content-sha256;x-amz-date;x-amz-security-token,/,
  );
});

test('encodes what S3 wants encoded', () => {
  assert.equal(encodeKey("a b/!'()*~-._ü+%2F"), 'a%20b/%21%27%28%29%2A~-._%C3%BC%2B%252F');
});

test('finds the object', () => {
  const grant = { bucket: 'b', region: 'eu-west-1', pathStyle: false };
  assert.equal(objectUrl(grant, 'k'), 'https://b.s3.eu-west-1.amazonaws.com/k');
  assert.equal(objectUrl({ ...grant, region: 'cn-north-1' }, 'k'), 'https://b.s3.cn-north-1.amazonaws.com.cn/k');
  assert.equal(objectUrl({ ...grant, endpoint: 'http://h:9/s3/', pathStyle: true }, 'k l'), 'http://h:9/s3/b/k%20l');
});
