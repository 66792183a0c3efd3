// The point of interest of a photo: shown on the picture, moved by pressing there. Without script
// the two numbers do the same.
const picture = document.querySelector(".focal");
const fields = ["x", "y"].map((axis) => document.getElementById(`id_focal_${axis}`));

if (picture && fields.every(Boolean)) {
  const mark = document.createElement("span");
  mark.className = "focal-mark";
  picture.append(mark);
  picture.classList.add("is-live");

  const show = () => {
    const [x, y] = fields.map((field) => Number(field.value) * 100);
    mark.style.left = `${x}%`;
    mark.style.top = `${y}%`;
  };

  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    const shares = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    fields.forEach((field, index) => {
      field.value = Math.min(1, Math.max(0, shares[index])).toFixed(2);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });

  fields.forEach((field) => field.addEventListener("input", show));
  show();
}
