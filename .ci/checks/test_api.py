"""What the API lets in."""

import json
from unittest import TestCase

from cloudformation import TEMPLATE, Stack
from samtranslator.yaml_helper import yaml_parse
from the_stack import none, of_type, the_stack

OPEN_API = TEMPLATE.parent / "functions/api/src/main/resources/openapi.yaml"
# What API Gateway writes into an access log as it is, and what never has a quotation mark: numbers, names, addresses.
NEVER_QUOTES = {
    "requestId",
    "requestTime",
    "routeKey",
    "status",
    "responseLatency",
    "responseLength",
    "integrationLatency",
    "integration.integrationStatus",
    "error.responseType",
    "identity.sourceIp",
}
METHODS = {"get", "put", "post", "delete", "patch", "head", "options", "trace", "x-amazon-apigateway-any-method"}


def routes(paths):
    """(method, path) -> what is said about it."""
    return {(m, path): said for path, members in paths.items() for m, said in members.items() if m in METHODS}


def definition(stack):
    return stack.of_type("AWS::ApiGatewayV2::Api")["Api"]["Body"]


class Api(TestCase):
    def test_there_are_the_routes_that_the_api_s_description_has(self):
        described = routes(yaml_parse(OPEN_API.read_text())["paths"])
        self.assertEqual(set(routes(definition(the_stack())["paths"])), set(described))

    def test_every_route_asks_for_a_jwt(self):
        deployed = routes(definition(the_stack())["paths"])
        none((r for r, said in deployed.items() if said.get("security") != [{"Identity": []}]), "open to everybody")

    def test_a_jwt_must_come_from_the_issuer_for_the_audience(self):
        scheme = definition(the_stack())["components"]["securitySchemes"]["Identity"]
        expected = {"issuer": "https://identity.example.com", "audience": ["claviger"]}
        self.assertEqual(scheme["x-amazon-apigateway-authorizer"]["jwtConfiguration"], expected)

    def test_every_request_is_throttled_and_logged_without_its_jwt_and_its_instance(self):
        (stage,) = of_type("AWS::ApiGatewayV2::Stage").values()
        self.assertGreater(int(stage["DefaultRouteSettings"]["ThrottlingRateLimit"]), 0)
        self.assertGreater(int(stage["DefaultRouteSettings"]["ThrottlingBurstLimit"]), 0)
        log = stage["AccessLogSettings"]
        self.assertEqual(log["DestinationArn"], the_stack().arn("ApiAccessLog"))
        values = json.loads(log["Format"]).values()
        self.assertNotRegex(log["Format"], r"uthorization|\$context\.path")
        none(set(values) - {f"$context.{name}" for name in NEVER_QUOTES}, "may have a quotation mark in it")

    def test_with_a_domain_of_one_s_own_nothing_answers_on_api_gateway_s(self):
        def disabled(stack):
            return definition(stack)["servers"][0]["x-amazon-apigateway-endpoint-configuration"]["disableExecuteApiEndpoint"]

        without = Stack(DomainName="", CertificateArn="")
        self.assertEqual((disabled(the_stack()), disabled(without)), (True, False))
        self.assertIn("ApiDomainMapping", the_stack().resources)
        self.assertNotIn("ApiDomainMapping", without.resources)
        (configuration,) = of_type("AWS::ApiGatewayV2::DomainName")["ApiDomain"]["DomainNameConfigurations"]
        self.assertEqual(configuration["SecurityPolicy"], "TLS_1_2")
