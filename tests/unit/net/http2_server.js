// SPDX-License-Identifier: GPL-3.0-or-later
// An HTTP/2 server on 127.0.0.1 for tst_http2: node http2_server.js KEY.pem CERTIFICATE.pem
// Prints its port. The path says what becomes of a request; every answer's headers say what the server has seen.
'use strict';
const http2 = require('http2');
const fs = require('fs');

let sessions = 0;
let requests = 0;
let cancelled = 0;
const server = http2.createSecureServer(
    {key: fs.readFileSync(process.argv[2]), cert: fs.readFileSync(process.argv[3]), allowHTTP1: false});
server.on('session', () => { ++sessions; });
server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    const path = headers[':path'];
    if (path === '/count') {
        stream.respond({':status': 200, 'x-requests': requests, 'x-cancelled': cancelled});
        stream.end('{}');
        return;
    }
    ++requests;
    stream.on('aborted', () => { ++cancelled; });
    let body = '';
    stream.on('data', (piece) => { body += piece; });
    stream.on('end', () => {
        if (path === '/refused') {
            stream.close(http2.constants.NGHTTP2_REFUSED_STREAM);
            return;
        }
        const status = path === '/error' ? 429 : 200;
        stream.respond({':status': status, 'x-sessions': sessions, 'x-key': headers.authorization || '', 'x-body': body});
        stream.write('data: 1\n\n');
        if (path === '/cut')
            setTimeout(() => stream.session.destroy(), 30); // stream.close() would end the answer first
        else if (path !== '/stall')
            stream.end('data: 2\n\n');
    });
});
server.listen(0, '127.0.0.1', () => { console.log(server.address().port); });
process.stdin.on('end', () => process.exit(0)); // with the test
process.stdin.resume();
