package io.claviger.benchmarks.fleet;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The conditions and updates that Claviger's adapters write, evaluated against an item (DynamoDB's guide, "Condition
 * expressions" and "Update expressions"). Anything else fails.
 */
final class Expression {
    private static final Pattern TOKEN = Pattern.compile("<=|>=|[()=<>+,]|[#:]?\\w+");

    private final List<String> tokens;
    private final Map<String, String> names;
    private final Map<String, AttributeValue> values;
    private final Map<String, AttributeValue> item;
    private int next;

    private Expression(
            String text,
            Map<String, String> names,
            Map<String, AttributeValue> values,
            Map<String, AttributeValue> item) {
        this.tokens = TOKEN.matcher(text).results().map(MatchResult::group).toList();
        this.names = names;
        this.values = values;
        this.item = item;
    }

    /** Whether the condition holds for the item, which is empty if there is none. */
    static boolean holds(
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values,
            Map<String, AttributeValue> item) {
        return new Expression(condition, names, values, item).or();
    }

    /** The item after the update. */
    static Map<String, AttributeValue> updated(
            String update,
            Map<String, String> names,
            Map<String, AttributeValue> values,
            Map<String, AttributeValue> item) {
        return new Expression(update, names, values, item).update();
    }

    private boolean or() {
        boolean holds = and();
        while (accept("OR")) {
            holds |= and();
        }
        return holds;
    }

    private boolean and() {
        boolean holds = term();
        while (accept("AND")) {
            holds &= term();
        }
        return holds;
    }

    private boolean term() {
        if (accept("(")) {
            boolean holds = or();
            expect(")");
            return holds;
        }
        String token = take();
        if (token.startsWith("attribute_")) {
            expect("(");
            boolean exists = item.containsKey(name(take()));
            expect(")");
            return exists == token.equals("attribute_exists");
        }
        AttributeValue left = item.get(name(token));
        String operator = take();
        AttributeValue right = value(take());
        if (left == null) {
            return false;
        }
        int order =
                left.n() == null ? left.s().compareTo(right.s()) : number(left).compareTo(number(right));
        return switch (operator) {
            case "=" -> order == 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> throw new IllegalArgumentException("there is no operator " + operator);
        };
    }

    private Map<String, AttributeValue> update() {
        Map<String, AttributeValue> changed = new HashMap<>(item);
        String clause = take();
        while (true) {
            String name = name(take());
            switch (clause) {
                case "SET" -> {
                    expect("=");
                    changed.put(name, sum());
                }
                case "ADD" -> changed.merge(name, value(take()), Expression::plus);
                case "REMOVE" -> changed.remove(name);
                default -> throw new IllegalArgumentException("there is no clause " + clause);
            }
            if (next == tokens.size()) {
                return changed;
            }
            if (!accept(",")) {
                clause = take();
            }
        }
    }

    private AttributeValue sum() {
        AttributeValue first = operand();
        return accept("+") ? plus(first, operand()) : first;
    }

    private AttributeValue operand() {
        String token = take();
        return token.startsWith(":")
                ? value(token)
                : Objects.requireNonNull(item.get(name(token)), "DynamoDB refuses a sum with an absent attribute");
    }

    private static AttributeValue plus(AttributeValue one, AttributeValue other) {
        return AttributeValue.fromN(number(one).add(number(other)).toString());
    }

    private static BigDecimal number(AttributeValue value) {
        return new BigDecimal(value.n());
    }

    private String name(String token) {
        return Objects.requireNonNull(names.get(token), token);
    }

    private AttributeValue value(String token) {
        return Objects.requireNonNull(values.get(token), token);
    }

    private boolean accept(String token) {
        boolean found = next < tokens.size() && tokens.get(next).equals(token);
        next += found ? 1 : 0;
        return found;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw new IllegalArgumentException("%s is not at %d of %s".formatted(token, next, tokens));
        }
    }

    private String take() {
        return tokens.get(next++);
    }
}
