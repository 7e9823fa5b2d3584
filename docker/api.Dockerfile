# The api of Oubli. Built from the root of the repository: docker build -f docker/api.Dockerfile -t oubli-api .
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc nx.json tsconfig.base.json tsconfig.json ./
COPY apps ./apps
COPY libs ./libs
RUN npm ci --loglevel=error
RUN node node_modules/typescript/bin/tsc -b
RUN cd apps/admin && node ../../node_modules/@angular/cli/bin/ng.js build
RUN npm prune --omit=dev

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production OUBLI_DATA=/data OUBLI_DEMO=off
COPY --from=build /app/package.json ./package.json
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/libs ./libs
COPY --from=build /app/apps ./apps
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
CMD ["node", "apps/api/dist/main.js"]
