import decodeQR from "qr/decode.js";
window.savodxon.decode = (picture) => decodeQR(picture, { effort: 9, timeLimit: 3000 });
