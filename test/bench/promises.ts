import { happyPathCost } from '../simulation/happy-path-cost.ts';

/** Program: prints how many promises workflow code makes in an escalation in which nothing goes wrong. */
console.log((await happyPathCost()).promises);
process.exit();
