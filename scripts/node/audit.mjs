// Prints, as JSON, how an address does in graphql-http's audit of GraphQL over HTTP:
//   node audit.mjs http://thisted.localhost:8000/graphql/
import { auditServer } from "graphql-http";

const [address] = process.argv.slice(2);
const results = await auditServer({ url: address, fetchFn: fetch });
const told = await Promise.all(
  results.map(async ({ id, name, status, reason, response }) => ({
    id, name, status, reason, body: response && !response.bodyUsed ? await response.text() : "",
  })),
);
console.log(JSON.stringify(told));
