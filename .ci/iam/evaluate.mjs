// Reads a question in JSON from each line of its standard input, and answers it with a line: Allowed, ImplicitlyDenied,
// ExplicitlyDenied, or what is wrong with the question. A question is {role, account, policies, action, resource, context}.

import { createInterface } from 'node:readline'
import { runSimulation } from '@cloud-copilot/iam-simulate'

const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }

for await (const line of createInterface({ input: process.stdin })) {
  const { role, account, policies, action, resource, context } = JSON.parse(line)
  const answer = await runSimulation(
    {
      request: {
        principal: role,
        action,
        resource: { resource, accountId: account },
        contextVariables: context,
      },
      identityPolicies: policies.map((policy, n) => ({ name: `${n}`, policy })),
      serviceControlPolicies: [{ orgIdentifier: 'o-1', policies: [{ name: 'all', policy: everything }] }],
      resourceControlPolicies: [],
    },
    {},
  )
  console.log(answer.overallResult ?? JSON.stringify(answer.errors))
}
