/**
 * Loaded into n8n before anything else (NODE_OPTIONS=--import): writes down every connection that leaves it, one a line, so
 * that a test can count them. Names are looked up before that, so a name is enough to be found out.
 */
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { Socket } from 'node:net';

const note = (where) => appendFileSync(process.env.CONNECTIONS_FILE, `${where}\n`);

const { connect } = Socket.prototype;
Socket.prototype.connect = function (...args) {
	const [options] = Array.isArray(args[0]) ? args[0] : args;
	const { path, host = 'localhost', port } = typeof options === 'object' && options ? options : { port: options, host: args[1] };
	note(path ?? `${host ?? 'localhost'}:${port}`);
	return connect.apply(this, args);
};

const { lookup } = dns;
dns.lookup = function (name, ...rest) {
	note(`${name}:dns`);
	return lookup.call(this, name, ...rest);
};
