// Shows the API's description; there is no inline script, so that the content security policy holds.
const place = document.getElementById("api");
window.SwaggerUIBundle({
  domNode: place,
  url: place.dataset.description,
  validatorUrl: null,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
});
