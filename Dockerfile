# syntax=docker/dockerfile:1
# Targets: worker, webhook, simulator (Microsoft's side, for trying out). Debian, because Temporal's SDK has no binaries for Alpine.

FROM node:24-trixie-slim AS base
WORKDIR /app
# A new named volume takes over the owner of what it covers: so the simulator, whose user is not root, may write its certificate there.
RUN mkdir certificates && chown 1000:1000 certificates

FROM base AS build
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY workflows workflows
COPY activities activities
COPY worker worker
COPY webhook webhook
COPY test/graph-simulator test/graph-simulator
RUN npm run build

FROM base AS production
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --no-audit --no-fund
# The SDK carries its native part for five platforms, about 28 MB each.
RUN find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 ! -name "$(uname -m)-unknown-linux-gnu" -exec rm -r {} +

# The webhook is a client of Temporal only.
FROM production AS production-webhook
RUN npm uninstall --omit=dev --no-audit --no-fund @temporalio/worker @temporalio/workflow @temporalio/activity @azure/msal-node

FROM base AS worker
# Of a container, the platform's probes and Prometheus ask from outside.
ENV NODE_ENV=production WORKER_HOST=0.0.0.0
COPY package.json ./
COPY --from=production /app/node_modules node_modules
COPY --from=build /app/dist/workflow-bundle.js dist/
COPY --from=build /app/dist/workflows dist/workflows
COPY --from=build /app/dist/activities dist/activities
COPY --from=build /app/dist/worker dist/worker
# For the doctor, which checks the webhook's settings, too.
COPY --from=build /app/dist/webhook dist/webhook
# A worker that was killed polls again sooner: what it loads is compiled here, once (deploy/README.md, Containers).
ENV NODE_COMPILE_CACHE=/app/.compile-cache
RUN mkdir .compile-cache && chown 1000:1000 .compile-cache
# Node keeps a cache for each user.
USER 1000
RUN node -e "for (const name of ['run-worker', 'settings', 'telemetry']) import('./dist/worker/' + name + '.js')"
EXPOSE 9464
# By the shell's own TCP: the image has no curl, and a Node process for each check costs more than the check.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${WORKER_PORT:-9464} && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ $status = 200 ]"]
CMD ["node", "dist/worker/main.js"]

FROM base AS webhook
ENV NODE_ENV=production METRICS_HOST=0.0.0.0
COPY package.json ./
COPY --from=production-webhook /app/node_modules node_modules
COPY --from=build /app/dist/workflows/contract dist/workflows/contract
COPY --from=build /app/dist/workflows/client dist/workflows/client
COPY --from=build /app/dist/workflows/payloads dist/workflows/payloads
COPY --from=build /app/dist/workflows/traces dist/workflows/traces
COPY --from=build /app/dist/activities/graph dist/activities/graph
COPY --from=build /app/dist/webhook dist/webhook
USER 1000
EXPOSE 3978 9465
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${PORT:-3978} && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ $status = 200 ]"]
CMD ["node", "dist/webhook/main.js"]

FROM base AS simulator
COPY package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist/test dist/test
USER 1000
EXPOSE 8443
HEALTHCHECK --interval=5s --timeout=5s --start-period=10s CMD ["env", "NODE_EXTRA_CA_CERTS=certificates/ca.pem", "node", "-e", "fetch('https://localhost:8443/v1/keys').then(({ ok }) => process.exit(ok ? 0 : 1))"]
ENTRYPOINT ["node", "dist/test/graph-simulator/main.js"]
CMD ["--host", "0.0.0.0", "--ca-to", "certificates/ca.pem"]
