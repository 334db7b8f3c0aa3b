// Uploads that S3 must refuse, with nothing between: a grant, and fetch.

/** Asks the application. */
export async function post(path, body) {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.detail);
  return json;
}

/** Asks for a grant that the profile allows, and sends with it a file of another size or type. */
export async function sendAnyway(file, { name: profile, contentTypes, minSize, maxSize }) {
  const size = Math.max(minSize, Math.min(file.size, maxSize ?? Infinity));
  const contentType = contentTypes.includes(file.type) ? file.type : contentTypes[0];
  const grant = await post('/uploads', { profile, fileName: file.name, size, contentType });
  const granted = `The page asked for a grant for ${bytes(size)} of ${contentType}, and sent`;
  const answer = await send(grant, file, file.type || 'application/octet-stream');
  return `${granted} ${bytes(file.size)} of ${file.type || 'no type'} with it. S3: ${answer}`;
}

/** Sends a file twice with one grant, other than the one that it was uploaded with. */
export async function sendTwice(file, profile) {
  const grant = await post('/uploads', { profile, fileName: file.name, size: file.size, contentType: file.type });
  const answers = [await send(grant, file, file.type), await send(grant, file, file.type)];
  const { key } = await post('/uploads/complete', { ticket: grant.ticket });
  return `The page asked for a grant for ${key}, and sent the file twice. S3: first ${answers[0]}, then ${answers[1]}`;
}

/** Performs a grant, and returns S3's own words. */
async function send({ method, url, headers, fields, fileField }, file, type) {
  const body = fields ? new FormData() : file;
  for (const [name, value] of Object.entries(fields ?? {})) body.append(name, name === 'Content-Type' ? type : value);
  if (fields) body.append(fileField, file);
  const answer = await fetch(url, { method, headers: fields ? {} : { ...headers, 'content-type': type }, body });
  const xml = new DOMParser().parseFromString(await answer.text(), 'application/xml');
  const read = (name) => xml.querySelector(name)?.textContent ?? '';
  return answer.ok ? `${answer.status}` : `${answer.status} ${read('Code')}. ${read('Message')}`;
}

const bytes = (size) => `${size.toLocaleString('en')} byte${size === 1 ? '' : 's'}`;
