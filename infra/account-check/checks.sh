# What account-check checks: a function each, that prints a line for the table and fails if it is not so. Sourced by it.
# shellcheck shell=bash

health() {
    curl -fsS "$API/v1/health"
}

without_credential() {
    local codes
    codes="$(status "$IAM_API/v1/applications") $(status "$API/v1/whoami")"
    echo "$codes"
    [ "$codes" = "403 401" ]
}

as_operator() {
    local code
    code=$(status "$IAM_API/v1/applications" --aws-sigv4 "aws:amz:$AWS_REGION:execute-api" \
        --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \
        ${AWS_SESSION_TOKEN:+-H "x-amz-security-token: $AWS_SESSION_TOKEN"})
    echo "$code"
    [ "$code" = 200 ]
}

tables() {
    local table protected
    for table in applications instances; do
        protected=$(aws dynamodb describe-table --table-name "claviger-$STAGE-$table" --output text \
            --query Table.DeletionProtectionEnabled)
        [ "$protected" = True ] || fail "claviger-$STAGE-$table is not"
    done
}

# The AWS CLI prefers AWS_REGION, and the SAM CLI reads AWS_DEFAULT_REGION alone.
stack_complete() {
    local state
    state=$(aws cloudformation describe-stacks --stack-name "$stack" --query 'Stacks[0].StackStatus' --output text)
    echo "$state; AWS_REGION is ${AWS_REGION:-not set}, AWS_DEFAULT_REGION is ${AWS_DEFAULT_REGION:-not set}"
    [ "${AWS_REGION:-}" = "${AWS_DEFAULT_REGION:-}" ] && [[ $state =~ ^(CREATE|UPDATE)_COMPLETE$ ]]
}

api_id() {
    aws cloudformation describe-stack-resource --stack-name "$stack" --logical-resource-id "${1:-Api}" --output text \
        --query StackResourceDetail.PhysicalResourceId
}

# The public API has all routes, or without an identity provider the open ones alone.
routes() {
    local there iam meant open
    open=$'GET /v1/health\nGET /v1/whoami'
    meant=$(sed -n 's/^ *RouteKey: //p' "$here/../../template.yaml" | sort -u)
    there=$(routes_of Api)
    iam=$(routes_of IamApi)
    [[ $(cut -f1 <<<"$there") = "$meant" || $(cut -f1 <<<"$there") = "$open" ]] || fail "not the routes of template.yaml"
    [ "$(grep -v 'JWT$' <<<"$there" | cut -f1)" = "$open" ] || fail "a route is open"
    [ "$(cut -f1 <<<"$iam")" = "$(grep -v '/v1/health$' <<<"$meant")" ] || fail "not the routes of template.yaml for IAM"
    ! grep -qv 'AWS_IAM$' <<<"$iam" || fail "a route for IAM is open"
    echo "$(wc -l <<<"$there") routes, $(wc -l <<<"$iam") for IAM"
}

routes_of() {
    aws apigatewayv2 get-routes --api-id "$(api_id "$1")" --output text \
        --query 'Items[].[RouteKey,AuthorizationType]' | sort
}

# Routes are resources of the stack, so that nothing is imported: this tells whether a gateway of your own could do so.
import_without_warning() {
    local folder copy
    folder=$(mktemp -d)
    trap "rm -r '$folder'" EXIT
    aws apigatewayv2 export-api --api-id "$(api_id)" --specification OAS30 --output-type JSON "$folder/api" >/dev/null
    copy=$(aws apigatewayv2 import-api --fail-on-warnings --body "file://$folder/api" --query ApiId --output text)
    aws apigatewayv2 delete-api --api-id "$copy"
}

snapshots() {
    local function
    for function in token registration; do
        [ "$(aws lambda get-function-configuration --function-name "$stack-$function" --qualifier live --output text \
            --query '[State,SnapStart.OptimizationStatus]')" = "Active	On" ] || fail "$stack-$function has none"
    done
}

restores() {
    local ids restored
    ids=$(aws xray get-trace-summaries --start-time "$(hour_ago)" --end-time "$(date +%s)" --output text \
        --filter-expression "service(\"$stack-token\") OR service(\"$stack-registration\")" \
        --query 'TraceSummaries[:5].[Id]')
    [ -n "$ids" ] || fail "no traces in the last hour: call the API"
    restored=$(aws xray batch-get-traces --trace-ids $ids --query 'Traces[].Segments[].Document' --output text |
        { grep -o '"name":"Restore"' || true; } | wc -l)
    echo "$restored of the $(wc -w <<<"$ids") last traces"
    [ "$restored" -gt 0 ]
}

metric() { # name, function
    aws cloudwatch get-metric-statistics --namespace AWS/Lambda --metric-name "$1" --statistics Sum --period 3600 \
        --dimensions "Name=FunctionName,Value=$stack-$2" --start-time "$(hour_ago)" --end-time "$(date +%s)" \
        --query 'sum(Datapoints[].Sum)' --output text
}

sweeps() {
    local runs errors
    runs=$(metric Invocations refresh-sweep)
    errors=$(metric Errors refresh-sweep)
    echo "$runs runs in the last hour, $errors failed"
    [ "${runs%.*}" -gt 0 ] && [ "${errors%.*}" = 0 ]
}

topic() { # page or ticket
    aws sns list-topics --query "Topics[?ends_with(TopicArn, ':$stack-$1')].TopicArn" --output text
}

subscribers() {
    local topic arns
    for topic in page ticket; do
        arns=$(aws sns list-subscriptions-by-topic --topic-arn "$(topic $topic)" --output text \
            --query 'Subscriptions[].SubscriptionArn')
        [ -n "$arns" ] || fail "nobody is told of a $topic"
        [[ $arns != *PendingConfirmation* ]] || fail "a subscriber of $topic has not confirmed"
    done
}

# A stack of its own answers with what it saw, and is deleted.
forwarded() {
    local url saw
    trap 'aws cloudformation delete-stack --stack-name "$stack-echo"' EXIT
    aws cloudformation deploy --stack-name "$stack-echo" --template-file "$here/echo.yaml" \
        --capabilities CAPABILITY_IAM >/dev/null
    url=$(aws cloudformation describe-stacks --stack-name "$stack-echo" --output text \
        --query 'Stacks[0].Outputs[0].OutputValue')
    saw=$(curl -fsS --retry 5 --retry-all-errors "$url" -H 'X-Forwarded-For: 203.0.113.7')
    echo "it saw: $saw"
    [[ $saw =~ ^\"?203\.0\.113\.7,\ ?[0-9a-f] ]]
}

acted() { # alarm
    [ "$(aws cloudwatch describe-alarm-history --alarm-name "$1" --history-item-type Action --start-date "$started" \
        --query "AlarmHistoryItems[?contains(HistorySummary, 'Successfully')] | length(@)" --output text)" -gt 0 ]
}

# The next evaluation, within minutes, ends the alarm.
alarms() {
    local alarm started
    started=$(date +%s)
    for alarm in statement-revoked clients-left-behind; do
        aws cloudwatch set-alarm-state --alarm-name "$stack-$alarm" --state-value ALARM \
            --state-reason "A test of account-check"
        within 60 acted "$stack-$alarm" || fail "$stack-$alarm told nobody"
    done
    echo "look: a test page and a test ticket were sent"
}

event() {
    aws events put-events --query FailedEntryCount --output text --entries "[{\"EventBusName\": \"claviger-$STAGE\",
        \"Source\": \"io.claviger\", \"DetailType\": \"SoftwareStatementRestored\",
        \"Detail\": \"{\\\"application_id\\\": \\\"account-check\\\"}\"}]" | grep -qx 0 || fail "the bus refused it"
    echo "look: a message about the application account-check was sent"
}

current_keyset() {
    aws secretsmanager describe-secret --secret-id "claviger/$STAGE/keyset" --output json --query 'VersionIdsToStages' |
        tr -d ' \n' | sed 's/.*"\([^"]*\)":\[[^]]*"AWSCURRENT".*/\1/'
}

is_rotated() {
    [ "$(current_keyset)" != "$before" ]
}

rotation() {
    local before
    before=$(current_keyset)
    aws secretsmanager rotate-secret --secret-id "claviger/$STAGE/keyset" >/dev/null
    within 90 is_rotated || fail "still the keyset of before: see the log group /claviger/$STAGE/keyset-rotation"
}

parameters() { # query
    aws cloudformation describe-stacks --stack-name "$stack" --query "Stacks[0].Parameters$1" --output text
}

update() { # MemorySeconds
    local name given=()
    for name in $(parameters '[].[ParameterKey]' | grep -vx MemorySeconds); do
        given+=("ParameterKey=$name,UsePreviousValue=true")
    done
    aws cloudformation update-stack --stack-name "$stack" --use-previous-template --output text \
        --capabilities CAPABILITY_IAM CAPABILITY_AUTO_EXPAND \
        --parameters "ParameterKey=MemorySeconds,ParameterValue=$1" "${given[@]}"
}

is_publishing() {
    aws cloudformation describe-stack-resources --stack-name "$stack" --output text \
        --query "StackResources[?ResourceType=='AWS::Lambda::Version'].ResourceStatus" | grep -q IN_PROGRESS
}

# Cancels an update while Lambda publishes a version, which stays. Then the same update has to succeed, and the way back.
failed_update() {
    local memory
    memory=$(parameters "[?ParameterKey=='MemorySeconds'].ParameterValue")
    update $(((memory + 1) % 11))
    within 300 is_publishing
    aws cloudformation cancel-update-stack --stack-name "$stack"
    aws cloudformation wait stack-rollback-complete --stack-name "$stack"
    update $(((memory + 1) % 11))
    aws cloudformation wait stack-update-complete --stack-name "$stack" ||
        fail "see 'A version is left behind' in the runbook"
    update "$memory"
    aws cloudformation wait stack-update-complete --stack-name "$stack"
    echo "rolled back, deployed again, and MemorySeconds is $memory as before"
}
