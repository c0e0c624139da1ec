// makes elements: h(tag, props, ...children), and the pictograms of the page's sprite
const SVG = "http://www.w3.org/2000/svg";

export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) put(node, name, value);
  node.append(...children.flat(Infinity).filter((each) => each !== null && each !== undefined && each !== false));
  return node;
}

function put(node, name, value) {
  if (name.startsWith("on")) node.addEventListener(name.slice(2).toLowerCase(), value);
  else if (value === true) node.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
}

export function pictogram(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "pic");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#pic-${name}`);
  svg.append(use);
  return svg;
}

// puts a screen in place of the one before
export function show(node, into = document.getElementById("screen")) {
  into.replaceChildren(...[node].flat(Infinity).filter(Boolean));
  return node;
}
