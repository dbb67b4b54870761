// The words of a sentence that name the subject and the object.

const LETTER = /[\p{L}\p{N}]/u;

/** Of writing that sets no spaces between words: every letter may begin one. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;

/**
 * A sentence in pieces `{text, role}`: role is "subject" or "object" where one of these forms stands as whole words,
 * else null. Where forms overlap the longest is marked.
 */
export function marked(sentence, subjectForms, objectForms) {
  const forms = [...withRole(subjectForms, "subject"), ...withRole(objectForms, "object")].sort(
    (a, b) => b.form.length - a.form.length,
  );
  const found = [];
  for (const { form, role } of forms)
    for (const start of occurrences(sentence, form)) {
      const piece = { start, end: start + form.length, role };
      if (!found.some((other) => piece.start < other.end && other.start < piece.end)) found.push(piece);
    }
  return pieces(
    sentence,
    found.sort((a, b) => a.start - b.start),
  );
}

const withRole = (forms, role) => forms.filter(Boolean).map((form) => ({ form, role }));

function occurrences(sentence, form) {
  const found = [];
  for (let at = sentence.indexOf(form); at >= 0; at = sentence.indexOf(form, at + form.length)) {
    if (isWholeWord(sentence, at, at + form.length)) found.push(at);
  }
  return found;
}

/** Whether no word goes on across the borders of a stretch. */
function isWholeWord(sentence, start, end) {
  const goesOn = (character) => LETTER.test(character) && !UNSPACED.test(character);
  const goesOnAt = (place) => goesOn(before(sentence, place)) && goesOn(after(sentence, place));
  return !goesOnAt(start) && !goesOnAt(end);
}

const before = (sentence, place) => sentence.slice(0, place).match(/.$/su)?.[0] ?? "";
const after = (sentence, place) => sentence.slice(place).match(/^./su)?.[0] ?? "";

function pieces(sentence, found) {
  const result = [];
  let done = 0;
  for (const { start, end, role } of found) {
    if (start > done) result.push({ text: sentence.slice(done, start), role: null });
    result.push({ text: sentence.slice(start, end), role });
    done = end;
  }
  if (done < sentence.length) result.push({ text: sentence.slice(done), role: null });
  return result;
}
