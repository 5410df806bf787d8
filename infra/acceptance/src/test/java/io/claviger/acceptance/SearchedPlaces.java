package io.claviger.acceptance;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All output and stored data of Claviger: places where no secret may be, and places where secrets belong. */
record SearchedPlaces(Claviger claviger, MarkedCaller caller) {
    private static final Pattern METRICS = Pattern.compile("^\\{\"_aws\".*$", Pattern.MULTILINE);

    /** The places where no secret may be, by name. */
    Map<String, String> open() {
        Map<String, String> places = new LinkedHashMap<>();
        StringBuilder metrics = new StringBuilder();
        logs().forEach((function, log) -> {
            places.put("log of " + function, log);
            METRICS.matcher(log)
                    .results()
                    .forEach(line -> metrics.append(line.group()).append('\n'));
        });
        places.put("metrics", metrics.toString());
        places.put("events", claviger.local().get("/local/events").asString());
        places.put("traces", claviger.local().get("/local/traces").asString());
        places.put("list of instances", claviger.local().get("/local/instances").asString());
        queues().forEach((queue, messages) -> places.put("queue " + queue, messages));
        tables().forEach((table, items) -> places.put("table " + table, items));
        places.put("names and tags of secrets", listSecrets());
        places.put("answers but those with a token", answers(false));
        return places;
    }

    /** The places where secrets belong. A search that works finds them there. */
    Map<String, String> closed() {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("values in Secrets Manager", String.join("\n", secretValues().values()));
        places.put("answers with a token", answers(true));
        return places;
    }

    /** Each function's output, by logical id. */
    Map<String, String> logs() {
        List<String> functions =
                claviger.local().get("/local/processes").jsonPath().getList("logical_id");
        return functions.stream()
                .distinct()
                .sorted()
                .collect(Collectors.toMap(
                        id -> id,
                        id -> claviger.local().get("/local/logs/" + id).asString(),
                        (one, _) -> one,
                        LinkedHashMap::new));
    }

    /** The values of all secrets, by name. */
    Map<String, String> secretValues() {
        List<String> names = JsonPath.from(listSecrets()).getList("SecretList.Name");
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names) {
            Response value = secretsManager("GetSecretValue", Map.of("SecretId", name));
            if (value.statusCode() == 200) {
                values.put(name, value.jsonPath().getString("SecretString"));
            }
        }
        return values;
    }

    private String listSecrets() {
        Response page = secretsManager("ListSecrets", Map.of("MaxResults", 100, "IncludePlannedDeletion", true));
        if (page.path("NextToken") != null) {
            throw new IllegalStateException("more secrets than one page holds");
        }
        return page.asString();
    }

    private Response secretsManager(String operation, Map<String, ?> request) {
        return claviger.aws("secretsmanager", "secretsmanager." + operation, request);
    }

    private Map<String, String> tables() {
        List<String> names = claviger.aws("dynamodb", "DynamoDB_20120810.ListTables", Map.of())
                .jsonPath()
                .getList("TableNames");
        return names.stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> claviger.aws("dynamodb", "DynamoDB_20120810.Scan", Map.of("TableName", name))
                                .asString(),
                        (one, _) -> one,
                        LinkedHashMap::new));
    }

    private Map<String, String> queues() {
        return queueUrls().stream()
                .map(url -> url.substring(url.lastIndexOf('/') + 1))
                .collect(Collectors.toMap(name -> name, this::queue, (one, _) -> one, LinkedHashMap::new));
    }

    /** The messages in a queue, some tens at most. */
    String queue(String name) {
        String url = queueUrls().stream()
                .filter(candidate -> candidate.endsWith("/" + name))
                .findFirst()
                .orElseThrow();
        Map<String, Object> request = Map.of(
                "QueueUrl",
                url,
                "MaxNumberOfMessages",
                10,
                "VisibilityTimeout",
                1,
                "AttributeNames",
                List.of("All"),
                "MessageAttributeNames",
                List.of("All"));
        return Stream.generate(() -> sqs("ReceiveMessage", request).asString())
                .limit(5)
                .collect(Collectors.joining("\n"));
    }

    List<String> queueUrls() {
        return sqs("ListQueues", Map.of()).jsonPath().getList("QueueUrls");
    }

    Response sqs(String operation, Map<String, ?> request) {
        return claviger.aws("sqs", "AmazonSQS." + operation, request);
    }

    private String answers(boolean granted) {
        return caller.answers().stream()
                .filter(answer -> answer.granted() == granted)
                .map(MarkedCaller.Answer::text)
                .collect(Collectors.joining("\n"));
    }
}
