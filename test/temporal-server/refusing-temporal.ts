import { Server, ServerCredentials, type ServiceDefinition } from '@grpc/grpc-js';

const OPERATOR = '/temporal.api.operatorservice.v1.OperatorService';
const WORKFLOW = '/temporal.api.workflowservice.v1.WorkflowService';

const PATHS = {
  listSearchAttributes: `${OPERATOR}/ListSearchAttributes`,
  addSearchAttributes: `${OPERATOR}/AddSearchAttributes`,
  signalWorkflowExecution: `${WORKFLOW}/SignalWorkflowExecution`,
} as const;

/** gRPC's status by method: 0 answers with an empty message. What is not named is answered UNIMPLEMENTED, which connecting takes well. */
export type Answers = Partial<Record<keyof typeof PATHS, number>>;

export interface RefusingTemporal {
  address: string;
  /** When each request came in, ms since 1970. */
  asked: { method: string; at: number }[];
  stop(): void;
}

/** A gRPC server on the loopback address that answers as a Temporal does which is closed to us, or limits our rate. */
export async function startRefusingTemporal(answers: Answers): Promise<RefusingTemporal> {
  const server = new Server();
  const asked: RefusingTemporal['asked'] = [];
  for (const [method, path] of Object.entries(PATHS)) {
    const code = Object.entries(answers).find(([name]) => name === method)?.[1];
    if (code !== undefined) server.addService(serviceOf(path), { call: answer(method, code) });
  }
  function answer(method: string, code: number) {
    return (_call: unknown, reply: (error: { code: number; details: string } | null, value?: Buffer) => void) => {
      asked.push({ method, at: Date.now() });
      if (code === 0) reply(null, Buffer.alloc(0));
      else reply({ code, details: 'Refused by the test.' });
    };
  }
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { address: `127.0.0.1:${port}`, asked, stop: () => server.forceShutdown() };
}

/** Of one method, whose messages stay bytes. */
function serviceOf(path: string): ServiceDefinition {
  const bytes = (message: Buffer) => message;
  return {
    call: {
      path,
      requestStream: false,
      responseStream: false,
      requestSerialize: bytes,
      requestDeserialize: bytes,
      responseSerialize: bytes,
      responseDeserialize: bytes,
    },
  };
}
