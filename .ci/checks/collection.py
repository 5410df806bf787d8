#!/usr/bin/env python3
"""
Makes a collection for Postman, Bruno and Insomnia (Postman's format 2.1) of openapi.yaml, with what a try on the local
system needs before.

usage: .ci/checks/collection.py >docs/claviger.postman_collection.json
"""

import json
import re

from cloudformation import TEMPLATE
from samtranslator.yaml_helper import yaml_parse

ROOT = TEMPLATE.parent
OPEN_API = ROOT / "functions/api/src/main/resources/openapi.yaml"
COLLECTION = ROOT / "docs/claviger.postman_collection.json"
SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
VARIABLES = {
    "api": "http://localhost:8080",
    "sandbox": "http://localhost:8090",
    "jwt": "",
    "assertion": "",
    "application_id": "demo",
    "instance_id": "living-room",
    "display_name": "Demo TV",
    # {"model":"TV","version":"1","osName":"Android"}
    "deviceInfo": "eyJtb2RlbCI6IlRWIiwidmVyc2lvbiI6IjEiLCJvc05hbWUiOiJBbmRyb2lkIn0=",
}
NOAUTH = {"type": "noauth"}

# What a response gives to the requests after it.
KEEPS = {
    "rotateEnrolmentKey": ["enrolment_key"],
    "issueEnrolmentCode": ["code"],
    "enrolDevice": ["application_id", "instance_id", "key_id", "device_secret"],
}

# A device with a secret signs an assertion for each call, as docs/devices.md says.
SIGN = """const get = (name) => pm.variables.get(name);
if (get("device_secret")) {
  const CryptoJS = require("crypto-js");
  const encoded = (words) => CryptoJS.enc.Base64.stringify(words).replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=/g, "");
  const part = (value) => encoded(CryptoJS.enc.Utf8.parse(JSON.stringify(value)));
  const subject = `${get("application_id")}/${get("instance_id")}`;
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iss: subject, sub: subject, aud: get("api"), iat, exp: iat + 120 };
  const signed = `${part({ alg: "HS256", kid: get("key_id") })}.${part(claims)}`;
  pm.collectionVariables.set("assertion", `${signed}.${encoded(CryptoJS.HmacSHA256(signed, get("device_secret")))}`);
}"""



def bearer(variable):
    return {"type": "bearer", "bearer": [{"key": "token", "value": f"{{{{{variable}}}}}", "type": "string"}]}


def script(when, text):
    return {"listen": when, "script": {"type": "text/javascript", "exec": text.split("\n")}}


def keep(names):
    kept = [f'  pm.collectionVariables.set("{n}", pm.response.json().{n});' for n in names]
    return script("test", "\n".join(["if (pm.response.code === 201) {", *kept, "}"]))


class Description:
    def __init__(self):
        self.document = yaml_parse(OPEN_API.read_text())

    def followed(self, node):
        while "$ref" in node:
            where, node = node["$ref"], self.document
            for step in where.removeprefix("#/").split("/"):
                node = node[step]
        return node

    def body(self, schema):
        """What a request has to have, or what its example has; texts are variables."""
        schema = self.followed(schema)
        names = schema.get("required") or [*schema.get("examples", [{}])[0]]
        return {name: self.value(name, self.followed(schema["properties"][name])) for name in names}

    @staticmethod
    def value(name, schema):
        return True if schema["type"] == "boolean" else schema.get("examples", [f"{{{{{name}}}}}"])[0]

    def request(self, path, method, operation, shared):
        url = "{{api}}" + re.sub(r"{(\w+)Id}", r"{{\1_id}}", path)
        request = {"method": method.upper(), "description": operation["summary"], "header": []}
        query = []
        for parameter in map(self.followed, shared + operation.get("parameters", [])):
            name = parameter["name"]
            one = {"key": name, "value": "", "description": parameter["description"].strip(), "disabled": True}
            if name == "X-Device-Info":
                one |= {"value": "{{deviceInfo}}", "disabled": False}
            {"header": request["header"], "query": query, "path": []}[parameter["in"]].append(one)
        request["url"] = {"raw": url, "host": ["{{api}}"], "path": url.split("/")[1:], "query": query}
        if "requestBody" in operation:
            body = self.body(operation["requestBody"]["content"]["application/json"]["schema"])
            raw = {"mode": "raw", "raw": json.dumps(body, indent=2), "options": {"raw": {"language": "json"}}}
            request["body"] = raw
            request["header"].append({"key": "Content-Type", "value": "application/json"})
        if operation.get("security") == []:
            request["auth"] = NOAUTH
        elif "security" in operation:
            request["auth"] = bearer("assertion")
        events = [keep(KEEPS[operation["operationId"]])] if operation["operationId"] in KEEPS else []
        if "security" in operation and operation["security"]:
            events.append(script("prerequest", SIGN))
        return {"name": operation["summary"], "request": request, **({"event": events} if events else {})}

    def folders(self):
        for tag in self.document["tags"]:
            items = [
                self.request(path, method, operation, members.get("parameters", []))
                for path, members in self.document["paths"].items()
                for method, operation in members.items()
                if method != "parameters" and operation["tags"] == [tag["name"]]
            ]
            items.sort(key=lambda item: item["request"]["method"] == "DELETE")
            yield {"name": tag["name"], "description": tag["description"], "item": items}


def before():
    """What the local system gives to try the API: a statement, and a JWT of each group."""
    applications = "{{sandbox}}/dashboard/registered-applications"

    def request(name, method, url, test, **more):
        return {"name": name, "request": {"method": method, "url": url, "auth": NOAUTH, **more}, "event": [script("test", test)]}

    yield request(
        "1. Create a registered application in the sandbox",
        "POST",
        applications,
        'pm.collectionVariables.set("registeredApplication", pm.response.json().id);',
        body={"mode": "raw", "raw": '{"name": "Demo TV"}'},
    )
    yield request(
        "2. Download its software statement",
        "GET",
        applications + "/{{registeredApplication}}/software-statement",
        'pm.collectionVariables.set("software_statement", pm.response.text().trim());',
    )
    for group in ("app", "backend", "operator"):
        yield request(
            f"3. Be an {group}" if group != "backend" else "3. Be a backend",
            "GET",
            "{{api}}/local/jwt?groups=" + group + "&application={{application_id}}&sub={{instance_id}}",
            'pm.collectionVariables.set("jwt", pm.response.text().trim());',
        )


def collection():
    description = Description()
    local = {"name": "local system", "description": "Run these first, on the local system alone.", "item": [*before()]}
    made = {
        "info": {"name": "Claviger", "description": description.document["info"]["summary"], "schema": SCHEMA},
        "auth": bearer("jwt"),
        "variable": [{"key": key, "value": value} for key, value in VARIABLES.items()],
        "item": [local, *description.folders()],
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(collection(), end="")
