// How far a publication is, without reloading the page; once it has ended, the page is asked for anew.
const place = document.getElementById("suivi");

async function look() {
  let text;
  try {
    const answer = await fetch(place.dataset.etat, { headers: { "X-Requested-With": "pupitre" } });
    if (!answer.ok) throw new Error(String(answer.status));
    text = await answer.text();
  } catch {
    setTimeout(look, 5000);
    return;
  }
  if (text !== place.innerHTML) place.innerHTML = text;
  if (place.querySelector("[data-en-cours]")) setTimeout(look, 2000);
  else location.reload();
}

if (place && place.querySelector("[data-en-cours]")) setTimeout(look, 1000);
