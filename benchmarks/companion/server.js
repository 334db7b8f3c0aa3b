// Uppy's Companion with static credentials, on loopback; prints its port. It is embedded, which spares
// it the sessions and the logging of its standalone server.
import { app } from '@uppy/companion'
import express from 'express'

const companion = app({
  server: { host: '127.0.0.1', protocol: 'http' },
  filePath: '/tmp',
  secret: 'benchmark',
  uploadUrls: ['http://127.0.0.1'],
  corsOrigins: true,
  metrics: false,
  s3: {
    key: 'AKIAIOSFODNN7EXAMPLE',
    secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    bucket: 'photos',
    region: 'eu-west-1',
    expires: 300,
  },
})
const server = express()
  .use(express.json())
  .use(companion.app)
  .listen(0, '127.0.0.1', () => console.log(server.address().port))
