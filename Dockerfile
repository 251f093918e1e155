# Builds an image that serves Caseload behind a proxy. Data lives in the volume /data.
FROM node:24.21.0-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --omit=optional --ignore-scripts

FROM node:24.21.0-slim
WORKDIR /app
ENV NODE_ENV=production CASELOAD_DATA=/data CASELOAD_HOST=0.0.0.0 CASELOAD_BEHIND_PROXY=true
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/bin ./bin
COPY --from=build /app/public ./public
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4680
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:4680/ready').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/caseload.js", "serve"]
