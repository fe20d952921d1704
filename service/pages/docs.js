// Shows the OpenAPI document of this very server. Addresses are relative, so that it works behind a path prefix too.
SwaggerUIBundle({
  dom_id: "#contract",
  url: "openapi.json",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  // Unless it is null, a badge sends the document to a validator in the internet.
  validatorUrl: null,
});
