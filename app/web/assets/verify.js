/* Whether a certificate is ours, judged in this browser. The seal stands behind the # of the address and is sent nowhere.
   One failed check, and nothing of the certificate is shown. */
(() => {
  const page = document.getElementById("verifier"), told = page.dataset, KEPT = "savodxon list", WEEK = 604800;
  const utf8 = new TextEncoder(), strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const all = (names, call) => document.querySelectorAll(names).forEach(call);
  const box = window.savodxon = { paper: "" };
  let list = null, asked = null, place = "", turn = 0;

  function demand(holds, why) { if (!holds) { throw why || "altered"; } }
  function local(call) { try { return call(localStorage); } catch (closed) { return null; } }
  const hex = (bytes) => Array.from(bytes, (one) => (one + 256).toString(16).slice(1)).join("");
  const join = (one, two) => new Uint8Array([...one, ...two]);
  box.bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  box.within = (key, day) => day >= key.from && (key.to === null || day <= key.to);
  box.load = (address) => new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = () => fail("unloaded");
    document.head.append(script);
  });

  /* Ed25519 by the browser where it can (never on plain HTTP), else by the file for old ones. */
  async function isSigned(key, purpose, body, signature) {
    const said = join(utf8.encode(purpose), body);
    try {
      const ready = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
      return await crypto.subtle.verify({ name: "Ed25519" }, ready, signature, said);
    } catch (lacking) {
      await (box.old = box.old || box.load(told.old));
      return box.verify(signature, said, key);
    }
  }

  /* The CBOR that certificates are written in, in its one canonical form: whole numbers, bytes, texts, lists. */
  function decode(bytes) {
    let at = 0;
    function take(count) {
      demand(at + count <= bytes.length);
      return bytes.subarray(at, at += count);
    }
    function item() {
      const head = take(1)[0], kind = head >> 5;
      let size = head & 31;
      if (size > 23) {
        demand(size < 27);
        const width = 1 << size - 24;
        size = take(width).reduce((sum, one) => sum * 256 + one, 0);
        demand(size >= (width > 1 ? 2 ** (4 * width) : 24));
      }
      if (!kind) { return size; }
      if (kind === 2) { return take(size); }
      if (kind === 3) { return strict.decode(take(size)); }
      demand(kind === 4 && size < 99);
      return Array.from({ length: size }, item);
    }
    const found = item();
    demand(at === bytes.length);
    return found;
  }
  const isNumber = (one, most) => typeof one === "number" && one <= most;
  const isText = (one, most) => typeof one === "string" && one && [...one].length <= most;
  const isBytes = (one, size) => one instanceof Uint8Array && one.length === size;

  /* The printed code of 80 bits: sixteen symbols and one that checks them (rules.py of this room says how). */
  function codeOf(bytes) {
    const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", bits = Array.from(bytes, (one) => (one + 256).toString(2).slice(1)).join("");
    let code = "", check = 0;
    bits.match(/.{5}/g).forEach((five) => {
      code += signs[parseInt(five, 2)];
      check = (check ^ parseInt(five, 2)) << 1;
      check ^= check > 31 ? 37 : 0;
    });
    return (code + signs[check]).match(/.{1,4}/g).join("-");
  }

  /* What a seal says when every check holds; else the reason is thrown. */
  box.read = async (digits) => {
    demand(/^[1-9]\d{200,2999}$/.test(digits));
    const bytes = Uint8Array.from(("0" + BigInt(digits).toString(16)).match(/..(?=(..)*$)/g), (two) => parseInt(two, 16));
    const version = bytes[0], end = bytes.length - 64, kid = hex(bytes.subarray(1, 5)), root = list.keys.find((one) => one.kid === kid);
    demand(version < 3, "newer");
    demand(root, "stranger");
    demand(root.withdrawn === undefined, "withdrawn");
    let start = 5, key = box.bytes(root.public), term = root, grant = [];
    if (version > 1) {
      const last = 7 + bytes[5] * 256 + bytes[6], written = bytes.subarray(7, last);
      start = last + 64;
      demand(start < end && await isSigned(key, "savodxon-grant-1", join(bytes.subarray(1, 5), written), bytes.subarray(last, start)));
      grant = decode(written);
      demand(grant.length === 5 && isText(grant[0], 40) && isBytes(grant[1], 32) && isNumber(grant[2], grant[3]) && isNumber(grant[3], 1e5));
      demand(Array.isArray(grant[4]) && grant[4].every((one) => isText(one, 90)));
      demand(box.within(root, grant[2]), "window");
      key = grant[1];
      term = { from: grant[2], to: grant[3] };
    }
    demand(await isSigned(key, "savodxon-certificate-" + version, bytes.subarray(0, end), bytes.subarray(end)));
    const [id, name, title, day, minutes, percent, index, kind, voucher, flags, more] = decode(bytes.subarray(start, end));
    demand(more === undefined && isBytes(id, 10) && isText(name, 90) && isText(title, 60) && isNumber(day, 1e5) && isNumber(minutes, 2 ** 31) && isNumber(index, 2 ** 31));
    demand(isNumber(percent, 100) && isNumber(kind, 2) && isNumber(flags, 3));
    const by = voucher === 0 ? [0, "-"] : voucher;
    demand(Array.isArray(by) && by.length === 2 && isNumber(by[0], 2) && isText(by[1], 60) && (by[0] > 0) === (by === voucher));
    demand(box.within(term, day), "window");
    const gone = list.gone.find((one) => one[0] === index && one[3] === grant[0]), now = Date.now() / 1000;
    const is = [gone ? ["", "revoked", "replaced"][gone[2]] : "valid", "genuine", "kind" + kind, "by" + by[0]];
    is.push(flags & 1 ? "watched" : "unwatched", flags & 2 ? "alone" : "helped");
    if (grant.length) { is.push("granted"); }
    if (grant.length && grant[4].length) { is.push("scoped"); }
    if (!gone) { is.push(grant.length ? "unlisted" : now - list.made < WEEK ? "fresh" : "stale"); }
    if (box.paper === digits) { is.push("paper"); }
    return { is, name, title, minutes, percent, code: codeOf(id), day: dateOf(day), by: by[1], at: day, gone: gone && dateOf(gone[1]), node: grant[0], scope: grant[4] && grant[4].join(", ") };
  };

  /* Days count from the first of 2020, in Tashkent; months are named by the page. */
  const EPOCH = 1577836800;
  function dateOf(day) {
    const when = new Date((EPOCH + day * 86400) * 1000);
    return told.months.split("|")[when.getUTCMonth()].replace("2000", when.getUTCFullYear()).replace("11", when.getUTCDate());
  }
  const dayOf = (seconds) => Math.floor((seconds + 18000 - EPOCH) / 86400);

  /* The list of keys and of what holds no more, when it is signed by a key of its own and of this issuer. */
  async function judge(answer) {
    try {
      const found = JSON.parse(answer.list), key = found.keys.find((one) => one.kid === answer.kid);
      const fits = found.issuer === told.issuer && key.withdrawn === undefined && box.within(key, dayOf(found.made)) && found.gone.length >= 0;
      return fits && await isSigned(box.bytes(key.public), "savodxon-list-1", utf8.encode(answer.list), box.bytes(answer.signature)) ? found : null;
    } catch (bad) { return null; }
  }
  /* A newer list takes the older one's place, never the other way round; a key once withdrawn signs no list. */
  async function take(answer, fits) {
    const found = await judge(answer), known = list && list.keys.find((one) => one.kid === answer.kid);
    if (found && (!list || found.made >= list.made) && !(known && known.withdrawn !== undefined)) {
      list = found;
      local((store) => store.setItem(KEPT, JSON.stringify(answer)));
    }
  }
  async function start() {
    await take(local((store) => JSON.parse(store.getItem(KEPT))) || {});
    const fresh = fetch(told.list, { cache: "no-cache" }).then((answer) => answer.json()).then(take).catch(() => 0);
    await Promise.race([fresh, new Promise((done) => setTimeout(done, list ? 4000 : 30000))]);
    return fresh;
  }
  box.list = async () => {
    const fresh = await (asked = asked || start());
    demand(list, "unlearned");
    return list;
  };

  /* What holds is shown, all else is hidden. */
  let shown = [], said = {};
  function show(is, facts) {
    shown = is;
    said = facts;
    const now = is.concat(place, window.crypto && crypto.subtle ? "inside" : "sent");
    all("[data-on]", (part) => { part.hidden = !part.dataset.on.split(" ").some((one) => now.includes(one)); });
    all("[data-of]", (part) => { part.textContent = (part.dataset.as || "#").replace("#", () => facts[part.dataset.of]); });
    all("[data-code]", (link) => { link.href = "/c/" + facts.code; });
  }
  box.show = (is, facts) => {
    show(is, facts || {});
    page.querySelector("section:not([hidden]) h2").focus();
  };
  /* What could not be looked at is not called false. */
  box.fail = (why) => box.show([/^(un|old|large)/.test(why) ? "unable" : "invalid", typeof why === "string" ? why : "altered"]);
  box.run = async () => {
    const digits = location.hash.slice(1), mine = turn += 1;
    all("a[hreflang]", (link) => { link.hash = digits; });
    show([digits ? "busy" : "idle"], {});
    try {
      await box.list();
      const facts = digits ? await box.read(digits) : { is: ["idle", "listed"] };
      facts.made = dateOf(dayOf(list.made));
      if (mine === turn) { (digits ? box.show : show)(facts.is, facts); }
    } catch (why) { if (digits && mine === turn) { box.fail(why); } }
  };
  box.go = (digits) => { if (location.hash.slice(1) === digits) { box.run(); } else { location.hash = digits; } };

  /* Pictures and PDFs are opened by a file of its own, once there is one. */
  async function open(file, form) {
    box.show(["busy"]);
    try {
      await (box.opener = box.opener || box.load(told.opener));
      await box.open(file, form);
    } catch (why) { box.fail(why); }
  }
  const form = page.querySelector("form[enctype]"), input = form.elements.file;
  input.addEventListener("change", () => { if (input.files[0]) { open(input.files[0], form); } });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.files[0]) { open(input.files[0], form); } else { input.focus(); }
  });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files[0]) { input.files = event.dataTransfer.files; open(input.files[0], form); }
  });

  /* Text size stays on this device, and the seal on this page. */
  function size(chosen) {
    document.documentElement.dataset.size = chosen;
    all("form.size button", (one) => one.setAttribute("aria-pressed", one.value === chosen));
  }
  all("form.size button", (one) => one.addEventListener("click", (event) => {
    event.preventDefault();
    size(one.value);
    local((store) => store.setItem("text-size", one.value));
  }));
  size(local((store) => store.getItem("text-size")) || document.documentElement.dataset.size);

  function settle(now) { place = now; show(shown, said); }
  settle("plain");
  if (isSecureContext && navigator.serviceWorker) {
    navigator.serviceWorker.register(told.worker, { scope: "/v" }).then(() => navigator.serviceWorker.ready).then(() => settle("kept")).catch(() => 0);
  }
  if (window.BigInt) { window.addEventListener("hashchange", box.run); box.run(); } else { box.fail("old"); }
})();
