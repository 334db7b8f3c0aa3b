import AwsS3 from '@uppy/aws-s3';
import Uppy from '@uppy/core';
import Dashboard from '@uppy/dashboard';
import GoldenRetriever from '@uppy/golden-retriever';
import { declareSize, inParts, showVerdict } from '../page.js';

const panel = document.getElementById('uppy5');
const uppy = new Uppy({ id: 'uppy5' });

uppy
  .use(Dashboard, { target: panel.querySelector('.dashboard'), inline: true, width: '100%', height: 360, theme: 'auto' })
  .use(GoldenRetriever, { indexedDB: { dbName: 'uppy5-blobs' } }) // version 6, on the same page, has a newer database
  .use(AwsS3, { endpoint: new URL('/uppy', location.href).href, shouldUseMultipart: inParts });

declareSize(uppy);
showVerdict(uppy, panel);
