/* The focal point of a photo is set by a click or a drag on the picture. Without this file, and for the keyboard, there
   are the two number fields; what they say is shown on the picture. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const picture = document.querySelector("img.shown");
  const fields = ["x", "y"].map((axis) => document.getElementById(`id_focal_${axis}`));
  if (!picture || fields.includes(null)) return;

  const frame = document.createElement("span");
  frame.className = "focal-frame";
  picture.before(frame);
  const point = document.createElement("span");
  point.className = "focal-point";
  frame.append(picture, point);
  picture.draggable = false;

  // How it will be cropped, wide and narrow.
  const crops = document.createElement("div");
  crops.className = "focal-crops";
  const cropped = ["", " narrow"].map((shape) => {
    const crop = document.createElement("img");
    crop.className = `photo-thumbnail${shape}`;
    crop.src = picture.src;
    crop.alt = "";
    return crop;
  });
  crops.append(...cropped);
  frame.after(crops);

  const inside = (value) => Math.min(100, Math.max(0, value));
  const show = () => {
    const [x, y] = fields.map((field) => inside(field.value === "" ? 50 : Number(field.value)));
    point.style.left = `${x}%`;
    point.style.top = `${y}%`;
    cropped.forEach((crop) => { crop.style.objectPosition = `${x}% ${y}%`; });
  };
  const set = ({ clientX, clientY }) => {
    const { left, top, width, height } = picture.getBoundingClientRect();
    [(clientX - left) / width, (clientY - top) / height].forEach((share, place) => {
      fields[place].value = Math.round(inside(share * 100));
      fields[place].dispatchEvent(new Event("input", { bubbles: true }));
      fields[place].dispatchEvent(new Event("change", { bubbles: true }));
    });
  };

  frame.addEventListener("click", set);
  // A finger that moves scrolls the page.
  frame.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "touch" && event.buttons === 1) set(event);
  });
  fields.forEach((field) => field.addEventListener("input", show));
  show();
});
