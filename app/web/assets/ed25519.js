/* Ed25519 (RFC 8032, 5.1.7) for browsers whose own cryptography lacks it, as on every page without HTTPS.
   It only checks signatures: all that it works with is public, so it need not hide how long it takes. */
(() => {
  const P = 2n ** 255n - 19n, L = 2n ** 252n + 27742317777372353535851937790883648493n, WORD = 2n ** 64n - 1n;
  const mod = (one) => (one % P + P) % P;
  function power(base, exponent) {
    let found = 1n;
    for (; exponent; exponent >>= 1n, base = base * base % P) { if (exponent & 1n) { found = found * base % P; } }
    return found;
  }
  const D = mod(-121665n * power(121666n, P - 2n)), ROOT = power(2n, (P - 1n) / 4n);

  /* Points are [X, Y, Z, T]: x = X/Z, y = Y/Z, xy = T/Z. One formula adds and doubles (Hisil and others, 2008). */
  function add([x, y, z, t], [u, v, w, s]) {
    const a = (y - x) * (v - u), b = (y + x) * (v + u), c = 2n * t * s % P * D, d = 2n * z * w;
    const e = mod(b - a), f = mod(d - c), g = mod(d + c), h = mod(b + a);
    return [e * f % P, g * h % P, f * g % P, e * h % P];
  }
  function times(point, count) {
    let sum = [0n, 1n, 1n, 0n];
    for (; count; count >>= 1n, point = add(point, point)) { if (count & 1n) { sum = add(sum, point); } }
    return sum;
  }
  const number = (bytes) => BigInt("0x" + Array.from(bytes, (one) => (one + 256).toString(16).slice(1)).join(""));
  const turned = (bytes) => number(Array.from(bytes).reverse());

  /* A point of 32 bytes; null when they are none. */
  function point(bytes) {
    const whole = turned(bytes), y = whole & 2n ** 255n - 1n, u = mod(y * y - 1n), v = mod(D * y * y + 1n);
    let x = u * power(v, 3n) % P * power(u * power(v, 7n) % P, (P - 5n) / 8n) % P;
    if (v * x * x % P !== u) { x = x * ROOT % P; }
    if (bytes.length !== 32 || y >= P || v * x * x % P !== u || !x && whole > y) { return null; }
    if ((x & 1n) !== whole >> 255n) { x = P - x; }
    return [x, y, 1n, x * y % P];
  }
  const BASE = point([88].concat(Array(31).fill(102)));

  /* SHA-512 (FIPS 180-4). Its constants are roots of the first primes, cubic and square: computed, not copied. */
  const K = [], START = [], primes = [];
  function fraction(of, degree) {
    let low = 0n;
    for (let bit = 2n ** 70n; bit; bit >>= 1n) { if ((low + bit) ** degree <= of << 64n * degree) { low += bit; } }
    return low & WORD;
  }
  for (let one = 2n; K.length < 80; one += 1n) {
    if (primes.every((prime) => one % prime)) {
      primes.push(one);
      K.push(fraction(one, 3n));
      START.push(fraction(one, 2n));
    }
  }
  const roll = (word, count) => (word >> count | word << 64n - count) & WORD;
  function sha512(said) {
    const padded = new Uint8Array(said.length + 144 - (said.length + 16) % 128), state = START.slice(0, 8);
    padded.set(said);
    padded[said.length] = 128;
    new DataView(padded.buffer).setUint32(padded.length - 4, said.length * 8);
    for (let at = 0; at < padded.length; at += 128) {
      const words = [];
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 80; i += 1) {
        const x = words[i - 15], y = words[i - 2], place = at + i * 8;
        words[i] = i < 16 ? number(padded.subarray(place, place + 8)) : (words[i - 16] + (roll(x, 1n) ^ roll(x, 8n) ^ x >> 7n)
          + words[i - 7] + (roll(y, 19n) ^ roll(y, 61n) ^ y >> 6n)) & WORD;
        const one = h + (roll(e, 14n) ^ roll(e, 18n) ^ roll(e, 41n)) + (e & f ^ ~e & g) + K[i] + words[i];
        const two = (roll(a, 28n) ^ roll(a, 34n) ^ roll(a, 39n)) + (a & b ^ a & c ^ b & c);
        [a, b, c, d, e, f, g, h] = [one + two & WORD, a, b, c, d + one & WORD, e, f, g];
      }
      [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] = state[i] + word & WORD; });
    }
    return state.map((word) => word.toString(16).padStart(16, "0")).join("");
  }

  /* Whether [S]B = R + [k]A. */
  window.savodxon.verify = (signature, said, key) => {
    const nonce = signature.subarray(0, 32), r = point(nonce), a = point(key), s = turned(signature.subarray(32));
    if (!r || !a || signature.length !== 64 || s >= L) { return false; }
    const digest = sha512(new Uint8Array([...nonce, ...key, ...said])).match(/../g).reverse().join("");
    const [x, y, z] = times(BASE, s), [u, v, w] = add(r, times(a, BigInt("0x" + digest) % L));
    return mod(x * w - u * z) === 0n && mod(y * w - v * z) === 0n;
  };
})();
