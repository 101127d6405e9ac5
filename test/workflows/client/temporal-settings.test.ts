import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTemporalSettings as read } from '../../../workflows/client/temporal-settings.ts';
import { temporaryFile } from '../../webhook/temporary-file.ts';

describe("Temporal's variables", () => {
  it('count as not set where they are empty', () => {
    const names = ['ADDRESS', 'NAMESPACE', 'API_KEY', 'TLS', 'TLS_CLIENT_CERT_PATH', 'TLS_SERVER_NAME', 'PROFILE', 'CONFIG_FILE'];
    expect(read(Object.fromEntries(names.map((name) => [`TEMPORAL_${name}`, ''])))).toEqual(read({}));
    expect(read({ TEMPORAL_ADDRESS: 'a:1', TEMPORAL_NAMESPACE: 'n', TEMPORAL_API_KEY: 'k' })).toMatchObject({
      connectionOptions: { address: 'a:1', apiKey: 'k', tls: true },
      namespace: 'n',
    });
  });

  it('take a header of the configuration file away where they are empty', () => {
    const file = temporaryFile('temporal.toml');
    writeFileSync(file, '[profile.default.grpc_meta]\none = "1"\ntwo = "2"\n');
    const settings = read({ TEMPORAL_CONFIG_FILE: file, TEMPORAL_GRPC_META_ONE: '' });
    expect(settings.connectionOptions.metadata).toEqual({ two: '2' });
  });

  it('have a file for the API key beside them', () => {
    const file = temporaryFile('key');
    writeFileSync(file, 'secret key\n');
    expect(read({ TEMPORAL_API_KEY_FILE: file }).connectionOptions).toMatchObject({ apiKey: 'secret key', tls: true });
    const both = () => read({ TEMPORAL_API_KEY_FILE: file, TEMPORAL_API_KEY: 'k' });
    expect(both).toThrow('TEMPORAL_API_KEY is set together with TEMPORAL_API_KEY_FILE');
    writeFileSync(file, '\n');
    expect(() => read({ TEMPORAL_API_KEY_FILE: file })).toThrow(/is empty.*Correct .*TEMPORAL_API_KEY_FILE/);
  });

  it('are named where they cannot be read, without what the file holds', () => {
    expect(() => read({ TEMPORAL_PROFILE: 'nope' })).toThrow(/'nope' not found.*Correct TEMPORAL_PROFILE/);
    expect(() => read({ TEMPORAL_TLS_CLIENT_KEY_PATH: '/no/such.pem' })).toThrow(/\/no\/such\.pem.*Correct TEMPORAL_.*TLS_/);
    const file = temporaryFile('temporal.toml');
    writeFileSync(file, '[profile.default]\napi_key = "hunter2\n');
    const bad = () => read({ TEMPORAL_CONFIG_FILE: file });
    expect(bad).toThrow('TEMPORAL_CONFIG_FILE');
    expect(bad).not.toThrow('hunter2');
  });
});
