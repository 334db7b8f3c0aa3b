import AwsS3 from '@uppy/aws-s3';
import Uppy from '@uppy/core';
import Dashboard from '@uppy/dashboard';
import GoldenRetriever from '@uppy/golden-retriever';
import { declareSize, inParts, showVerdict } from '../page.js';

const panel = document.getElementById('uppy6');
const companion = new URLSearchParams(location.search).has('companion');
const uppy = new Uppy({ id: 'uppy6' });

uppy
  .use(Dashboard, { target: panel.querySelector('.dashboard'), inline: true, width: '100%', height: 360, theme: 'auto' })
  .use(GoldenRetriever)
  .use(AwsS3, { ...(companion ? { companionEndpoint: '/uppy' } : { signRequest, generateObjectKey }), shouldUseMultipart: inParts });

declareSize(uppy); // which only a companionEndpoint is told
showVerdict(uppy, panel);

/** The server chooses another key; from this one it takes the file's name, and this page the file. */
function generateObjectKey(file) {
  return `${file.id}/${file.name}`;
}

async function signRequest(request) {
  const size = uppy.getFile(request.key.slice(0, request.key.lastIndexOf('/')))?.size;
  const answer = await fetch('/uppy/s3/presign', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': csrfToken() },
    body: JSON.stringify({ ...request, metadata: { size } }),
  });
  const signed = await answer.json();
  if (!answer.ok) throw new Error(signed.message);
  return signed;
}

function csrfToken() {
  return decodeURIComponent(document.cookie.match(/XSRF-TOKEN=([^;]*)/)[1]);
}
