package io.claviger.local.aws;

import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * AWS CloudFormation with the operation by which operators find what a stack was deployed with.
 *
 * @param stack the stack's name
 * @param parameters values by the parameters' names
 * @param outputs values by the outputs' names
 */
public record CloudFormation(String stack, Map<String, String> parameters, Map<String, String> outputs)
        implements AwsService {
    private static final Pattern STACK_NAME = Pattern.compile("(?:^|&)StackName=([^&]*)");

    public CloudFormation {
        parameters = Map.copyOf(parameters);
        outputs = Map.copyOf(outputs);
    }

    @Override
    public HttpResponse handle(AwsCall call, HttpRequest request) {
        if (!call.operation().equals("DescribeStacks")) {
            return NotPlayed.answer(call);
        }
        Matcher name = STACK_NAME.matcher(request.body().toString());
        if (name.find()
                && !URLDecoder.decode(name.group(1), StandardCharsets.UTF_8).equals(stack)) {
            return NotPlayed.queryError("ValidationError", "The local system has the stack " + stack + " alone");
        }
        String answer =
                """
                <DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
                  <DescribeStacksResult>
                    <Stacks>
                      <member>
                        <StackName>%s</StackName>
                        <StackStatus>CREATE_COMPLETE</StackStatus>
                        <Parameters>%s</Parameters>
                        <Outputs>%s</Outputs>
                      </member>
                    </Stacks>
                  </DescribeStacksResult>
                  <ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata>
                </DescribeStacksResponse>
                """.formatted(stack, members("Parameter", parameters), members("Output", outputs), UUID.randomUUID());
        return HttpResponse.of(200, "text/xml", Buffer.buffer(answer));
    }

    private static String members(String kind, Map<String, String> values) {
        return values.entrySet().stream()
                .map(each -> "<member><%1$sKey>%2$s</%1$sKey><%1$sValue>%3$s</%1$sValue></member>"
                        .formatted(kind, each.getKey(), escaped(each.getValue())))
                .collect(Collectors.joining());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
