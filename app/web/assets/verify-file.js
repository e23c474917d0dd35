/* A picture of the code, or the PDF itself: opened in this browser and sent nowhere, unless it cannot check PDFs. */
(() => {
  const box = window.savodxon, LARGEST = 5 << 20;
  const told = document.getElementById("verifier").dataset;

  box.open = async (file, form) => {
    if (file.size > 6 * LARGEST) { throw "large"; }
    const bytes = new Uint8Array(await new Response(file).arrayBuffer());
    box.paper = "";
    if (!String.fromCharCode(...bytes.subarray(0, 1024)).includes("%PDF-")) { return follow(await readPicture(file)); }
    if (bytes.length > LARGEST) { throw "large"; }
    if (!window.crypto || !crypto.subtle) { return form.submit(); }
    const digits = await sealOf(bytes);
    await box.list();
    await check(bytes, (await box.read(digits)).at);
    box.paper = digits;
    box.go(digits);
  };

  /* Where a code leads: to its seal, or to the page of its certificate. Whose address it is does not matter: the seal does. */
  function follow(text) {
    const seal = /\/v#(\d+)$/.exec(text), code = /\/c\/([\w-]+)$/.exec(text);
    if (seal) { return box.go(seal[1]); }
    if (code) { return location.assign("/c/" + code[1]); }
    throw "foreign";
  }

  async function readPicture(file) {
    let picture;
    try { picture = await createImageBitmap(file); } catch (other) { throw "unread"; }
    try {
      const found = await new BarcodeDetector({ formats: ["qr_code"] }).detect(picture);
      if (found.length) { return found[0].rawValue; }
    } catch (lacking) { /* most browsers */ }
    await (box.reader = box.reader || box.load(told.reader));
    const text = TRIES.reduce((found, one) => found || decode(picture, ...one), "");
    if (!text) { throw "unseen"; }
    return text;
  }
  /* A photo that is not read at one size, or straight, is mostly read at another, or turned a little: 117 of 120 against 101. */
  const TRIES = [[1000, 0], [1600, 0], [1000, 0.26], [700, 0], [1600, -0.26], [2600, 0.1], [500, 0]];
  function decode(picture, most, turn) {
    const share = Math.min(1.5, most / Math.max(picture.width, picture.height)), room = turn ? 1.2 : 1;
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
    canvas.width = Math.round(picture.width * share * room);
    canvas.height = Math.round(picture.height * share * room);
    pen.fillStyle = "#ddd";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.translate(canvas.width / 2, canvas.height / 2);
    pen.rotate(turn);
    pen.scale(share, share);
    pen.drawImage(picture, -picture.width / 2, -picture.height / 2);
    try { return box.decode(pen.getImageData(0, 0, canvas.width, canvas.height)); } catch (none) { return ""; }
  }

  /* The one address with a seal among the links of a PDF, in the open or in compressed objects. */
  async function sealOf(bytes) {
    const text = latin(bytes), found = new Set(), look = (part) => (part.match(/\/URI\s*\([^()]*\/v#\d+\)/g) || []).forEach((one) => found.add(/#(\d+)/.exec(one)[1]));
    look(text);
    if (!found.size) {
      for (const one of text.matchAll ? text.matchAll(/\/Type\s*\/ObjStm\b[^]*?stream\r?\n/g) : []) {
        const start = one.index + one[0].length, end = text.indexOf("endstream", start);
        look(await inflate(bytes.subarray(start, end)));
      }
    }
    if (found.size !== 1) { throw "sealless"; }
    return Array.from(found)[0];
  }
  const latin = (bytes) => new TextDecoder("latin1").decode(bytes);
  async function inflate(bytes) {
    let text = "";
    try {
      const reader = new Response(bytes).body.pipeThrough(new DecompressionStream("deflate")).getReader();
      for (let part = await reader.read(); !part.done && text.length < LARGEST; part = await reader.read()) { text += latin(part.value); }
    } catch (over) { /* what stands after the stream's end */ }
    return text;
  }

  /* One piece of DER: what kind it is, where it begins, and what it holds. */
  function piece(bytes, at) {
    let size = bytes[at + 1], start = at + 2;
    if (size > 127) {
      const width = size & 127;
      size = bytes.subarray(start, start + width).reduce((sum, one) => sum * 256 + one, 0);
      start += width;
    }
    const end = start + size;
    if (!(end <= bytes.length)) { throw "bytes"; }
    return { tag: bytes[at], whole: bytes.subarray(at, end), body: bytes.subarray(start, end) };
  }
  function pieces(bytes) {
    const found = [];
    for (let at = 0; at < bytes.length;) {
      found.push(piece(bytes, at));
      at += found[found.length - 1].whole.length;
    }
    return found;
  }
  const hex = (bytes) => Array.from(bytes, (one) => (one + 256).toString(16).slice(1)).join("");
  const SHA256 = "608648016503040201", ECDSA = "2a8648ce3d040302", DIGEST = "2a864886f70d010904", SIGNED = "2a864886f70d010702";
  function demand(holds) { if (!holds) { throw "bytes"; } }

  /* A number of 32 bytes, as it stands in a signature of P-256. */
  function number(one) {
    const plain = hex(one.body).replace(/^0+/, "").padStart(64, "0");
    demand(one.tag === 2 && plain.length === 64);
    return plain.match(/../g).map((two) => parseInt(two, 16));
  }

  /* The PDF's own signature (ISO 32000-2, 12.8; RFC 5652): over the whole file, by a key of the list for that day. */
  async function check(bytes, day) {
    const text = latin(bytes), ranges = text.match(/\/ByteRange\s*\[[\s\d]+\]/g) || [];
    demand(ranges.length === 1);
    const [first, before, after, rest] = ranges[0].match(/\d+/g).map(Number), hole = text.slice(before, after);
    demand(first === 0 && before < after && after + rest === bytes.length && /^<([0-9a-f]{2})+>$/i.test(hole));
    const digits = hole.slice(1, -1);
    demand(digits === digits.toLowerCase() || digits === digits.toUpperCase());
    const info = piece(Uint8Array.from(digits.match(/../g), (two) => parseInt(two, 16)), 0), [kind, outer] = pieces(info.body);
    demand(hex(kind.body) === SIGNED && /^0*$/.test(digits.slice(2 * info.whole.length)));
    const parts = pieces(piece(outer.body, 0).body), signers = pieces(parts[parts.length - 1].body);
    demand(signers.length === 1);
    const signer = pieces(signers[0].body), place = signer.findIndex((one) => one.tag === 0xa0), said = signer[place];
    demand(place > 0 && hex(pieces(signer[place - 1].body)[0].body) === SHA256 && hex(pieces(signer[place + 1].body)[0].body) === ECDSA);
    const digests = pieces(said.body).map((one) => pieces(one.body)).filter((one) => hex(one[0].body) === DIGEST);
    demand(digests.length === 1);
    const covered = new Uint8Array(before + rest);
    covered.set(bytes.subarray(0, before));
    covered.set(bytes.subarray(after), before);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", covered));
    demand(hex(digest) === hex(piece(digests[0][1].body, 0).body));
    const [r, s] = pieces(piece(signer[place + 2].body, 0).body), signature = Uint8Array.from(number(r).concat(number(s)));
    const message = said.whole.slice();
    message[0] = 0x31;
    for (const one of (await box.list()).papers) {
      if (one.withdrawn === undefined && box.within(one, day) && await isBy(one, signature, message)) { return; }
    }
    throw "signer";
  }
  async function isBy(one, signature, message) {
    const key = await crypto.subtle.importKey("spki", box.bytes(one.public), { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, message);
  }
})();
