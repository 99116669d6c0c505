// The page that was not found: its address says what was wanted, and the search form asks for it.
{
  const ending = /\.\w{2,5}$/, numbers = /^\d+$/;
  const words = decodeURIComponent(location.pathname).split("/").filter(Boolean).pop() ?? "";
  const asked = words.replace(ending, "").split(/[-_+ ]+/).filter((word) => word && !numbers.test(word));
  document.getElementById("page-cherchee").value = asked.join(" ");
}
