// Operations of your own: functions of TypeScript that programs can call.
//
//   node examples/dist/custom_operation.js
import { hamt } from '@forkspace/backend-hamt';
import {
  createInterpreter,
  hostValue,
  OperationError,
  type OperationDefinition,
} from '@forkspace/evaluator';

/** Any value of yours can pass through a program; it is printed under the name you give it. */
class Account {
  balance = 100;
}

const operations: OperationDefinition[] = [
  // The type is checked before the function is called; numbers and strings arrive as such.
  { name: 'shout', type: '(-> String String)', call: (words: string) => `${words.toUpperCase()}!` },
  // An array gives alternatives.
  {
    name: 'divisors',
    type: '(-> Number Number)',
    call: (n: number) => Array.from({ length: n }, (_, i) => i + 1).filter((d) => n % d === 0),
  },
  // What is thrown becomes an error of the language, which a program can handle.
  {
    name: 'withdraw',
    type: '(-> Account Number Number)',
    call: (account: Account, amount: number) => {
      if (amount > account.balance) throw new OperationError(`only ${account.balance} left`);
      account.balance -= amount;
      return account.balance;
    },
  },
  {
    name: 'open-account',
    type: '(-> Account)',
    call: () => hostValue(new Account(), 'an-account', 'Account'),
  },
  // Asynchronous ones work where the program is run with runAsync.
  {
    name: 'wait',
    type: '(-> Number String)',
    call: async (milliseconds: number) => {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      return 'waited';
    },
  },
];

const interpreter = createInterpreter({ backend: hamt, operations });
const program = `
  !(shout "hello")
  !(divisors 12)
  !(shout 12)
  !(let $account (open-account) (superpose ((withdraw $account 30) (withdraw $account 30))))
  !(case (withdraw (open-account) 500) (((Error $call $why) (refused $why)) ($left paid)))
  !(wait 10)
`;
for await (const { printed } of interpreter.runAsync(program)) console.log(printed);
