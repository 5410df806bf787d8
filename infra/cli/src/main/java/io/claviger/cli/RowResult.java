package io.claviger.cli;

/**
 * What became of a line, for the report.
 *
 * @param instanceId empty if the line could not be read
 * @param result a stable word
 * @param detail for a person; nothing secret
 */
record RowResult(long line, String instanceId, String result, String detail) {
    /** The words of lines that are done: the instance has the client. */
    private static final String ADOPTED = "adopted";

    private static final String ALREADY = "already_adopted";

    static RowResult of(ImportRow row, String result, String detail) {
        return new RowResult(row.line(), row.instanceId(), result, detail);
    }

    static RowResult of(ImportRow row, Reply reply) {
        return switch (reply.status()) {
            case 201 -> of(row, ADOPTED, "");
            case 200 -> of(row, ALREADY, "");
            default ->
                switch (reply.code().orElse("http_" + reply.status())) {
                    case "already_registered" ->
                        of(row, "registered_with_another_client", "nothing was changed; look at the instance");
                    case "credentials_rejected" -> of(row, "refused_by_adobe", "nothing was changed");
                    case "not_found" -> of(row, "unknown_application", "no such application, or not visible");
                    case String code -> of(row, code, reply.says());
                };
        };
    }

    static RowResult malformed(long line, String defect) {
        return new RowResult(line, "", "malformed", defect);
    }

    boolean done() {
        return result.equals(ADOPTED) || result.equals(ALREADY) || result.startsWith("would_");
    }
}
