// What a profile takes: as a sentence, and of one file.

const or = new Intl.ListFormat('en', { type: 'disjunction' });
export const bytes = (size) => `${size.toLocaleString('en')} byte${size === 1 ? '' : 's'}`;

export function human(size) {
  const power = Math.min(3, Math.floor(Math.log2(size || 1) / 10));
  return power ? `${Math.round((size / 1024 ** power) * 10) / 10} ${' KMG'[power]}iB` : bytes(size);
}

function typeName(type) {
  const [main, sub] = type.split('/');
  if (sub === '*') return `any ${main}`;
  return sub.length <= 5 ? sub.toUpperCase() : type;
}

export function inWords({ contentTypes, maxSize }) {
  const types = contentTypes?.length ? or.format(contentTypes.map(typeName)) : 'any type';
  return maxSize == null ? types : `${types} up to ${human(maxSize)}`;
}

export const takes = ({ contentTypes }, type) =>
  !contentTypes?.length ||
  contentTypes.some((one) => (one.endsWith('/*') ? type.startsWith(one.slice(0, -1)) : type === one));

export const fits = ({ minSize, maxSize }, size) => size >= (minSize ?? 0) && size <= (maxSize ?? Infinity);
