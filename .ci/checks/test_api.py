"""What the API lets in."""

import json
import re
from unittest import TestCase

from cloudformation import ACCOUNT, REGION, TEMPLATE, Stack
from collection import COLLECTION, OPEN_API, collection
from samtranslator.yaml_helper import yaml_parse
from the_stack import functions, none, of_type, the_stack

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
METHODS = {"get", "put", "post", "delete", "patch", "head", "options", "trace"}


def described():
    """The routes of the API's description."""
    paths = yaml_parse(OPEN_API.read_text())["paths"]
    return [f"{m.upper()} {path}" for path, members in paths.items() for m in members if m in METHODS]


def closed(node, path=""):
    """Where a schema allows no other members or values."""
    if isinstance(node, list):
        return [found for each in node for found in closed(each, path)]
    if not isinstance(node, dict):
        return []
    here = [path] if "enum" in node or node.get("additionalProperties") is False else []
    return here + [found for name, each in node.items() for found in closed(each, f"{path}/{name}")]


def undecided(node, path=""):
    """Where a schema with members leaves it to the generator of a client whether others are taken; some take none."""
    if not isinstance(node, dict):
        return []
    here = [path] if node.get("properties") and "additionalProperties" not in node else []
    return here + [found for name, each in node.items() for found in undecided(each, f"{path}/{name}")]


def routes(api="Api", stack=None):
    """Route key -> properties."""
    all_routes = (stack or the_stack()).of_type("AWS::ApiGatewayV2::Route").values()
    return {route["RouteKey"]: route for route in all_routes if route["ApiId"] == api}


def of_a_device(route):
    return " /v1/device/" in route


class Api(TestCase):
    def test_there_are_the_routes_that_the_api_s_description_has(self):
        self.assertEqual(sorted(routes()), sorted(described()))

    def test_the_collection_is_made_of_the_api_s_description(self):
        again = f"run .ci/checks/collection.py >{COLLECTION.relative_to(TEMPLATE.parent)}"
        self.assertEqual(COLLECTION.read_text(), collection(), again)

    def test_requests_alone_are_closed_so_that_a_generated_client_takes_the_answers_of_later_releases(self):
        document = yaml_parse(OPEN_API.read_text())
        bodies = re.findall(r"requestBody:.*?schemas/(\w+)", OPEN_API.read_text(), re.S)
        schemas = {path.split("/")[1] for path in closed(document["components"]["schemas"])}
        self.assertEqual(schemas, {*bodies, "Policy"})
        self.assertEqual(closed(document["components"]["responses"]) + closed(document["components"]["headers"]), [])
        answers = [n for n, s in document["components"]["schemas"].items() if n not in bodies and "schemas/Policy'" in str(s)]
        self.assertEqual(answers, [])
        self.assertEqual(undecided(document["components"]["schemas"]), [])

    def test_the_api_for_iam_has_the_guarded_routes_and_whoami_and_asks_iam_alone(self):
        guarded = {key for key, route in routes().items() if route["AuthorizationType"] == "JWT"}
        self.assertEqual(set(routes("IamApi")), guarded | {"GET /v1/whoami"})
        for key, route in routes("IamApi").items():
            self.assertEqual(route["AuthorizationType"], "AWS_IAM", key)
            self.assertEqual(route["Target"].replace("/Iam", "/"), routes()[key]["Target"], key)

    def test_without_an_issuer_no_route_asks_for_a_jwt_and_none_is_left_open(self):
        without = Stack(IdentityIssuer="", IdentityAudience="", IdentityJwksUri="")
        left = [key for key in sorted(routes(stack=without)) if not of_a_device(key)]
        self.assertEqual(left, ["GET /v1/health", "GET /v1/whoami"])
        self.assertEqual(without.of_type("AWS::ApiGatewayV2::Authorizer"), {})
        self.assertEqual(routes("IamApi", without), routes("IamApi"))

    def test_the_policies_let_operators_and_backends_call_what_is_theirs(self):
        here = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:IamApi/$default"
        policies = of_type("AWS::IAM::ManagedPolicy")

        def allowed(policy):
            statements = policies[policy]["PolicyDocument"]["Statement"]
            self.assertEqual({s["Effect"] for s in statements}, {"Allow"})
            return [s["Resource"] for s in statements if s["Action"] == "execute-api:Invoke"]

        self.assertEqual(len(policies["BackendPolicy"]["PolicyDocument"]["Statement"]), 2)
        self.assertEqual(allowed("OperatorPolicy"), [f"{here}/*/v1/*"])
        of_its_application = f"{here}/*/v1/applications/${{aws:PrincipalTag/claviger-application}}/instances/*"
        self.assertEqual(allowed("BackendPolicy"), [of_its_application, f"{here}/GET/v1/whoami"])

    def test_nothing_is_imported_that_could_be_left_out_with_a_warning(self):
        for api in of_type("AWS::ApiGatewayV2::Api").values():
            self.assertEqual(api["ProtocolType"], "HTTP")
            none({"Body", "BodyS3Location", "RouteKey", "Target"} & set(api), "imported")

    def test_every_route_but_health_whoami_and_those_of_devices_asks_for_a_jwt(self):
        guarded = ("JWT", "IdentityAuthorizer")
        unguarded = [k for k, r in routes().items() if (r["AuthorizationType"], r.get("AuthorizerId")) != guarded]
        devices = list(filter(of_a_device, unguarded))
        self.assertEqual([key for key in unguarded if key not in devices], ["GET /v1/health", "GET /v1/whoami"])
        self.assertEqual(sorted(of_type("AWS::ApiGatewayV2::Stage")["ApiStage"]["RouteSettings"]), sorted(devices))

    def test_a_jwt_must_come_from_the_issuer_for_the_audience(self):
        authorizer = of_type("AWS::ApiGatewayV2::Authorizer")["IdentityAuthorizer"]
        self.assertEqual(authorizer["AuthorizerType"], "JWT")
        self.assertEqual(authorizer["IdentitySource"], ["$request.header.Authorization"])
        expected = {"Issuer": "https://identity.example.com", "Audience": ["claviger"]}
        self.assertEqual(authorizer["JwtConfiguration"], expected)

    def test_every_route_may_invoke_its_function_and_snapshots_by_their_alias(self):
        integrations = of_type("AWS::ApiGatewayV2::Integration")
        snapshots = {the_stack().arn(name) for name, f in functions().items() if "SnapStart" in f}
        for api in ("Api", "IamApi"):
            source = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api}/*"
            let_in = {p["FunctionName"] for p in of_type("AWS::Lambda::Permission").values() if p.get("SourceArn") == source}
            for key, route in routes(api).items():
                integration = integrations[route["Target"].removeprefix("integrations/")]
                kind = (integration["IntegrationType"], integration["PayloadFormatVersion"], integration["ApiId"])
                self.assertEqual(kind, ("AWS_PROXY", "2.0", api))
                self.assertIn(integration["IntegrationUri"], let_in, key)
                self.assertNotIn(integration["IntegrationUri"], snapshots, key)

    def test_pages_of_the_given_origins_alone_may_call_and_never_with_aws_credentials(self):
        def cors(stack):
            apis = stack.of_type("AWS::ApiGatewayV2::Api")
            self.assertNotIn("CorsConfiguration", apis["IamApi"])
            return apis["Api"].get("CorsConfiguration")

        self.assertIsNone(cors(the_stack()))
        pages = cors(Stack(AllowedOrigins="https://tv.example.com,http://localhost:5173"))
        self.assertEqual(pages["AllowOrigins"], ["https://tv.example.com", "http://localhost:5173"])
        self.assertNotIn("AllowCredentials", pages)
        self.assertEqual({key.split()[0] for key in routes()} - set(pages["AllowMethods"]), set())
        pattern = the_stack().source["Parameters"]["AllowedOrigins"]["AllowedPattern"]
        for refused in ("*", "https://*", "https://*.example.com", "https://tv.example.com/", "http://tv.example.com", "null"):
            self.assertIsNone(re.fullmatch(pattern, refused), refused)

    def test_every_request_is_throttled_and_logged_without_its_jwt_and_its_instance(self):
        stages = of_type("AWS::ApiGatewayV2::Stage").values()
        self.assertEqual({stage["ApiId"] for stage in stages}, {"Api", "IamApi"})
        for stage in stages:
            self.assertGreater(int(stage["DefaultRouteSettings"]["ThrottlingRateLimit"]), 0)
            self.assertGreater(int(stage["DefaultRouteSettings"]["ThrottlingBurstLimit"]), 0)
            self.assertNotIn("DetailedMetricsEnabled", stage["DefaultRouteSettings"])
            log = stage["AccessLogSettings"]
            self.assertEqual(log["DestinationArn"], the_stack().arn("ApiAccessLog"))
            values = json.loads(log["Format"]).values()
            self.assertNotRegex(log["Format"], r"uthorization|\$context\.path")
            none(set(values) - {f"$context.{name}" for name in NEVER_QUOTES}, "may have a quotation mark in it")

    def test_with_a_domain_of_one_s_own_nothing_answers_on_api_gateway_s(self):
        def disabled(stack):
            return stack.of_type("AWS::ApiGatewayV2::Api")["Api"]["DisableExecuteApiEndpoint"]

        without = Stack(DomainName="", CertificateArn="")
        self.assertEqual((disabled(the_stack()), disabled(without)), (True, False))
        self.assertIn("ApiDomainMapping", the_stack().resources)
        self.assertNotIn("ApiDomainMapping", without.resources)
        (configuration,) = of_type("AWS::ApiGatewayV2::DomainName")["ApiDomain"]["DomainNameConfigurations"]
        self.assertEqual(configuration["SecurityPolicy"], "TLS_1_2")
